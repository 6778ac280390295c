#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The system's numbers for why a call failed, as far as anybody acts on one (errno(3)).
package enum ErrorNumber {
  package static let noEntry = ENOENT
  package static let notAFolder = ENOTDIR
  package static let isAFolder = EISDIR
  package static let exists = EEXIST
  package static let tooManyLinks = ELOOP
  package static let linkLimit = EMLINK
  package static let accessDenied = EACCES
  package static let notPermitted = EPERM
  package static let readOnlyDisk = EROFS
  package static let noSpace = ENOSPC
  package static let quotaExceeded = EDQUOT
  package static let fileTooLarge = EFBIG
  package static let tooManyFiles = EMFILE
  package static let tooManyFilesOfSystem = ENFILE
  package static let notSupported = ENOTSUP
  package static let busy = EBUSY
  package static let invalid = EINVAL
  package static let noMemory = ENOMEM
  package static let brokenPipe = EPIPE
  package static let addressInUse = EADDRINUSE

  /// Rights that are lacking, which do not come by themselves.
  package static let denials: [Int32] = [EACCES, EPERM, EROFS]
  /// A full disk, or a quota that is used up.
  package static let fullDisk: Set<Int32> = [ENOSPC, EDQUOT]
}

extension SystemError {
  /// Whether there is nothing at the path.
  package var isMissing: Bool { Self.isMissing(number) }

  /// Whether a number says that there is nothing at a path, or no such program.
  package static func isMissing(_ number: Int32) -> Bool { number == ENOENT || number == ENOTDIR }

  /// What is said of a path at which there is nothing.
  package static func missing(_ path: String) -> SystemError { SystemError(.open, path, ENOENT) }

  /// The system's own words for one of its numbers, for example `No space left on device`.
  ///
  /// What keeps a file from being a store's own is said in words of ours: the system's are about
  /// something else.
  package static func words(of number: Int32) -> String {
    if number == ELOOP { return "it is a link, and below a store none is followed; remove it" }
    if number == EMLINK {
      return "it has a second name (a hard link), so it is not the store's alone"
    }
    guard let text = unsafe strerror(number) else { return "error \(number)" }
    return unsafe String(cString: text)
  }
}
