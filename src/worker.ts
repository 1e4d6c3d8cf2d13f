import { letHeapGrow } from './heap.js';

// Not imported at the top, because loading is most of what a boot takes.
const { work } = await import('./work.js');
await work();
letHeapGrow();
