export { domainEvent, type DomainEvent, type EventType, type Json, type JsonObject } from './domain-event.js';
