import CLMDB

/// An LMDB call that failed: which one, on what, and why in LMDB's own words.
package struct LMDBError: Error, Hashable, Sendable {
  /// LMDB's number for a failure, or the system's.
  package struct Code: RawRepresentable, Hashable, Sendable {
    package let rawValue: Int32
    package init(rawValue: Int32) { self.rawValue = rawValue }

    /// The table is not there.
    package static let notFound = Code(rawValue: MDB_NOTFOUND)
    /// The file is no environment of LMDB.
    package static let invalid = Code(rawValue: MDB_INVALID)
    /// The file was written by another version of LMDB.
    package static let versionMismatch = Code(rawValue: MDB_VERSION_MISMATCH)
    /// A page is not what it should be.
    package static let corrupted = Code(rawValue: MDB_CORRUPTED)
    /// A page that another one names is not there.
    package static let pageNotFound = Code(rawValue: MDB_PAGE_NOTFOUND)
    /// A tree is deeper than any can be.
    package static let cursorFull = Code(rawValue: MDB_CURSOR_FULL)
    /// A page has less room than it says.
    package static let pageFull = Code(rawValue: MDB_PAGE_FULL)
    /// A table is of another kind.
    package static let incompatible = Code(rawValue: MDB_INCOMPATIBLE)
    /// A key that comes last has another one behind it.
    package static let keyExists = Code(rawValue: MDB_KEYEXIST)
    /// The environment met an error that it cannot get over.
    package static let panic = Code(rawValue: MDB_PANIC)
    /// The address space given to the file is used up.
    package static let mapFull = Code(rawValue: MDB_MAP_FULL)
    /// Too many processes and threads are reading.
    package static let readersFull = Code(rawValue: MDB_READERS_FULL)
    /// The file ends before the last page that it names.
    package static let truncated = Code(rawValue: -30_700)
    /// The environment was opened before a fork, by the parent.
    package static let foreignProcess = Code(rawValue: -30_701)
    /// Another file stands at the path, or none.
    package static let replaced = Code(rawValue: -30_702)
  }

  /// What kind of failure it is.
  package let code: Code
  /// The C function that failed.
  package let call: String
  /// The data file.
  package let path: String

  package init(_ code: Code, call: String, path: String) {
    self.code = code
    self.call = call
    self.path = path
  }

  init(_ number: Int32, call: String, path: String) {
    self.init(Code(rawValue: number), call: call, path: path)
  }

  /// LMDB's own words, or ours where LMDB did not look.
  package var words: String {
    switch code {
    case .truncated: return "the file ends before the last page that it names"
    case .foreignProcess: return "it was opened by the parent of this process"
    case .replaced: return "another file stands at this path"
    default:
      guard let text = unsafe mdb_strerror(code.rawValue) else { return "error \(code.rawValue)" }
      return unsafe String(cString: text)
    }
  }

  /// Whether the file itself is at fault, so that only making it anew helps.
  package var isDamage: Bool {
    switch code {
    case .invalid, .versionMismatch, .corrupted, .pageNotFound, .panic, .truncated: true
    case .cursorFull, .pageFull, .incompatible, .keyExists: true
    default: false
    }
  }
}

extension LMDBError: CustomStringConvertible {
  package var description: String { "\(call) \(path): \(words)" }
}
