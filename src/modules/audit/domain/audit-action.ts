import type { ActionRule } from './action-rule.js';
import { ACCOUNT_ACTIONS } from './actions/account-actions.js';
import { LEARNING_ACTIONS } from './actions/learning-actions.js';
import { OPERATIONS_ACTIONS } from './actions/operations-actions.js';
import { SECURITY_ACTIONS } from './actions/security-actions.js';

const RULES = { ...ACCOUNT_ACTIONS, ...SECURITY_ACTIONS, ...LEARNING_ACTIONS, ...OPERATIONS_ACTIONS };

/** What is recorded. The names stand in stored entries: they are added to and never renamed. */
export type AuditAction = keyof typeof RULES;

export const AUDIT_ACTIONS = Object.keys(RULES) as AuditAction[];

export const ruleOf = (action: AuditAction): ActionRule => RULES[action];
