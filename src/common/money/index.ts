export { CURRENCIES, formatAmount, MoneyErrors, parseAmount, type Currency, type Money } from './money.js';
