import Events
import Journal

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Works on a store under a small limit of file sizes, and says how that ended.
///
/// `LimitActor STORE BYTES WORK`: a limit beyond which the system would end the process by SIGXFSZ.
/// The exit code is 0, 75 where the error was `fileTooLarge`, or 1.
@main
enum Main {
  private static let fileTooLarge: Int32 = 75

  static func main() {
    let arguments = CommandLine.arguments
    guard arguments.count == 4, let bytes = UInt(arguments[2]) else { exit(64) }
    var limit = rlimit(rlim_cur: rlim_t(bytes), rlim_max: rlim_t(bytes))
    #if canImport(Glibc)
      guard unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0 else {
        exit(1)
      }
    #else
      guard unsafe setrlimit(RLIMIT_FSIZE, &limit) == 0 else { exit(1) }
    #endif
    // A host that ignores the signal would never see it.
    signal(SIGXFSZ, SIG_DFL)
    do throws(JournalError) { try work(arguments[3], on: arguments[1]) } catch {
      if error.code == .fileTooLarge { exit(fileTooLarge) }
      exit(1)
    }
  }

  private static func work(_ work: String, on store: String) throws(JournalError) {
    switch work {
    case "create": _ = try EventLog.create(store)
    case "append": try EventLog.open(store).append(numbered(0..<20))
    case "synced": try EventLog.open(store).append(numbered(0..<20), durability: .synced)
    case "drain": try EventLog.open(store).drain()
    case "rotate": try EventLog.open(store).rotate()
    case "spool":
      let outcome = try Producer(EventLog.open(store))
        .append(lines: numbered(0..<20).flatMap { $0.line() }, timeout: .zero)
      guard outcome == .spooled else { throw JournalError(.system, "not spooled") }
    default: throw JournalError(.system, "no such work: \(work)")
    }
  }

  private static func numbered(_ numbers: Range<Int>) -> [NewEvent] {
    numbers.map { NewEvent("tick", fields: [Member("n", .integer(Int64($0)))]) }
  }
}
