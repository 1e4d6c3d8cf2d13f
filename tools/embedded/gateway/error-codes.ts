/**
 * MongoDB's error codes and names (its public error code list), and the SQLSTATE under which the DocumentDB
 * extension raises each. Codes that applications can't be expected to tell apart are left out: they fall
 * back to BadValue, which is what they say in other words.
 */
const TABLE = `
1 InternalError M0000
2 BadValue M0001
5 GraphContainsCycle M0002
9 FailedToParse M0003
11 UserNotFound 42704
13 Unauthorized M00ER
14 TypeMismatch M0004
15 Overflow M0005
16 InvalidLength M00DO
20 IllegalOperation M0006
23 AlreadyInitialized M0007
24 LockTimeout M00EW
26 NamespaceNotFound M0008
27 IndexNotFound M0009
28 PathNotViable M000A
31 RoleNotFound M000B
34 CannotBackfillArray M000C
40 ConflictingUpdateOperators M000D
43 CursorNotFound M000E
48 NamespaceExists M000F
50 MaxTimeMSExpired M00EX
52 DollarPrefixedFieldName M000G
53 InvalidIdField M000H
54 NotSingleValueField M000I
56 EmptyFieldName M000J
57 DottedFieldName M000K
59 CommandNotFound M00EY
61 ShardKeyNotFound M000L
66 ImmutableField M000M
67 CannotCreateIndex M000N
68 IndexAlreadyExists M000O
72 InvalidOptions M000P
73 InvalidNamespace M000Q
85 IndexOptionsConflict M000R
86 IndexKeySpecsConflict M000S
111 NotExactValueField M000T
112 WriteConflict M00F1
115 CommandNotSupported M000U
117 ConflictingOperationInProgress M00F2
121 DocumentValidationFailure M00CO
146 ExceededMemoryLimit M000W
159 DurationOverflow M000X
165 ViewDepthLimitExceeded M000Y
166 CommandNotSupportedOnView M000Z
167 OptionNotSupportedOnView M0010
181 AmbiguousIndexKeyPattern M0011
197 InvalidIndexSpecificationOption M0012
201 CannotBuildIndexKeys M00F4
224 QueryFeatureNotAllowed M0013
225 TransactionTooOld M00F5
232 MaxSubPipelineDepthExceeded M0014
241 ConversionFailure M0015
251 NoSuchTransaction M00F6
256 TransactionCommitted M00F7
263 OperationNotSupportedInTransaction M0016
276 IndexBuildAborted M0017
291 NoQueryExecutionPlans M0018
361 CollectionUUIDMismatch M0019
10107 NotWritablePrimary M00E8
10334 BSONObjectTooLarge M001B
11000 DuplicateKey M001C
12587 BackgroundOperationInProgressForNamespace M001D
13113 MergeStageNoMatchingDocument M001H
13297 DatabaseDifferCase M001I
13548 Location13548 M001J
14031 OutOfDiskSpace 53100
16410 Location16410 M0020
17280 KeyTooLong 54000
17419 Location17419 M003A
17420 Location17420 M003B
31249 Location31249 M0056
31253 Location31253 M0058
31254 Location31254 M0059
40324 Location40324 M007U
50768 NotARetryableWriteCommand M00FB
`;

const names = new Map<number, string>();
const bySqlState = new Map<string, number>();
for (const line of TABLE.trim().split('\n')) {
  const [code, name, sqlState] = line.split(' ') as [string, string, string];
  names.set(Number(code), name);
  bySqlState.set(sqlState, Number(code));
}

/** PostgreSQL's own conditions, where they have a MongoDB counterpart. */
const POSTGRES_CONDITIONS: Record<string, number> = {
  '40001': 112, // serialization_failure
  '40P01': 112, // deadlock_detected
  '55P03': 112, // lock_not_available
  '57014': 50, // query_canceled
  '42P01': 26, // undefined_table
  '23505': 11000, // unique_violation
  '23P01': 11000, // exclusion_violation
  '0A000': 115, // feature_not_supported
  '22P02': 9, // invalid_text_representation
};

export function codeName(code: number): string {
  return names.get(code) ?? `Location${code}`;
}

/** The MongoDB code for a SQLSTATE raised by PostgreSQL or by the DocumentDB extension. */
export function codeForSqlState(sqlState: string): number {
  const known = POSTGRES_CONDITIONS[sqlState] ?? bySqlState.get(sqlState);
  if (known !== undefined) return known;
  return sqlState.startsWith('M0') ? 2 : 1;
}

/**
 * Write errors carry their SQLSTATE the way PostgreSQL packs it into an integer: five characters of six
 * bits each, counted from '0', lowest first.
 */
export function unpackSqlState(packed: number): string {
  let state = '';
  for (let i = 0; i < 5; i++) state += String.fromCharCode(((packed >> (6 * i)) & 0x3f) + 0x30);
  return state;
}
