/** What to take from Debian packages. Paths are relative to the root of the system. */
export interface Recipe {
  /** Name of the tree in the cache; another content needs another name. */
  readonly name: string;
  readonly suite: string;
  readonly packages: readonly string[];
  /** Size of the download, for people. */
  readonly size: string;
  /** Which packages have something in them for us, besides those named `lib...`, as Debian names libraries. */
  readonly unpack: RegExp;
  /** Programs to be run. */
  readonly programs: readonly string[];
  /** Folder of the libraries that the programs load by themselves. */
  readonly modules?: string;
  /** Folders of data. */
  readonly folders: readonly string[];
  /** Files of `modules` and `folders` that nobody needs. */
  readonly leaveOut?: RegExp;
  /** Copies that stand for links which only an installation of the packages would make: name to source. */
  readonly copies?: Readonly<Record<string, string>>;
}
