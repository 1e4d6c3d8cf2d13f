import { parse } from 'bowser';
import { LRUCache } from 'lru-cache';

type DeviceType = 'desktop' | 'mobile' | 'tablet';

/** What a user agent names; null where it names nothing that is known. */
interface UserAgent {
  readonly deviceType: DeviceType | null;
  /** The product's name, without a version: `Chrome`, `Microsoft Edge`. */
  readonly browser: string | null;
  /** The system's name, without a version: `Windows`, `iOS`. */
  readonly os: string | null;
}

/** Longer ones are cut before they are read: none that means well is so long. */
const MAX_LENGTH = 300;

/** Parsing takes a tenth of a millisecond, and there are few user agents among many requests. */
const known = new LRUCache<string, UserAgent>({ max: 1_000 });

const NOTHING: UserAgent = { deviceType: null, browser: null, os: null };

/** Reads the `User-Agent` header of a request. A hint and no more: whoever sends it may write anything there. */
export function readUserAgent(header: string | null | undefined): UserAgent {
  if (!header) return NOTHING;
  const text = header.slice(0, MAX_LENGTH);
  const before = known.get(text);
  if (before) return before;
  const { browser, os, platform } = parse(text);
  const read: UserAgent = {
    deviceType: isDeviceType(platform.type) ? platform.type : null,
    browser: browser.name || null,
    os: os.name || null,
  };
  known.set(text, read);
  return read;
}

const isDeviceType = (type: string | undefined): type is DeviceType =>
  type === 'desktop' || type === 'mobile' || type === 'tablet';
