// Every whole-app rule, in the order of the report.
import { Rule } from '../types';

export const RULES: readonly Rule[] = [];
