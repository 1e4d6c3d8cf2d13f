export { domainEvent, type DomainEvent, type EventType, type JsonObject } from './domain-event.js';
