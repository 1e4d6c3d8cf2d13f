export { DecoratedMethods, type DecoratedMethod } from './decorated-methods.js';
export { DiscoveryModule } from './discovery.module.js';
export { ProvidersOf } from './providers-of.js';
