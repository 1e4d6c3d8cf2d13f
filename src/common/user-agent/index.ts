export { readUserAgent } from './user-agent.js';
