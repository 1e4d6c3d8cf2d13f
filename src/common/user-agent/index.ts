export { readUserAgent, type DeviceType, type UserAgent } from './user-agent.js';
