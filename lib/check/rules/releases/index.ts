// Rules about what charts install: releases that are rendered here, and values of those that are not.
import { Rule } from '../../rule';
import { VALUE_ADDRESSES } from './addresses';
import { FOLLOWED } from './followed';
import { VALUE_POLICIES } from './policies';
import { VALUE_ROUTES } from './routes';

export const RELEASE_RULES: readonly Rule[] = [FOLLOWED, VALUE_ADDRESSES, VALUE_ROUTES, VALUE_POLICIES];
