// Rules about what charts install: releases that are rendered here, and values of those that are not.
import { Rule } from '../../rule';
import { VALUE_ADDRESSES } from './addresses';
import { FOLLOWED } from './followed';

export const RELEASE_RULES: readonly Rule[] = [FOLLOWED, VALUE_ADDRESSES];
