export { OnEvent, type ReceivedEvent } from './on-event.decorator.js';
export { Outbox } from './outbox.js';
export { OutboxModule, OutboxWorkerModule } from './outbox.module.js';
export { OutboxRepository } from './outbox.repository.js';
