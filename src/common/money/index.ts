export { CURRENCIES, formatAmount, type Currency, type Money } from './money.js';
