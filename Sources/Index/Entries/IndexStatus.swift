public import Events
public import Journal
import LMDB
import SystemCalls

/// How the index of a log stands to the log on disk; looking changes nothing.
public struct IndexStatus: Sendable, Equatable {
  /// What is there.
  public enum Condition: String, Sendable {
    /// The index is of this log and says where lines stand.
    case good
    /// There is no index yet; the next reader makes one.
    case missing
    /// What is there cannot be used; the next reader makes it anew.
    case damaged
    /// There can be no index here.
    case unavailable
  }

  /// What is there, in one word.
  public internal(set) var condition: Condition
  /// Why it is damaged or unavailable.
  public internal(set) var reason: String?
  /// Every line before this position is indexed.
  public internal(set) var through: Position = .start
  /// Bytes of the log that are kept and not indexed: they are scanned.
  public internal(set) var behind: Int64 = 0
  /// JSON objects that are indexed.
  public internal(set) var events = 0
  /// Lines that are indexed as no JSON object.
  public internal(set) var quarantined = 0
  /// Values of known keys in indexed lines that nobody can read.
  public internal(set) var unreadable = 0
  /// Where the first line with one stands; nil where there is none.
  public internal(set) var firstUnreadable: Position?
  /// Stretches of lines that a reader can skip or begin at.
  public internal(set) var blocks = 0
  /// Fields of the user's choice that lines are found by.
  public internal(set) var fields: [String] = []
  /// Bytes of disk that the file takes.
  public internal(set) var bytes: Int64 = 0

  /// The index of a log as it is now.
  ///
  /// - Throws: `JournalError` where the log cannot be read.
  public init(of log: EventLog) throws(JournalError) { try self.init(of: LogSession(log)) }

  /// The index of a log that is open.
  ///
  /// - Throws: `JournalError` where the log cannot be read.
  ///
  /// - Parameter isVerified: whether every page and every value is looked at, too.
  package init(of session: LogSession, isVerified: Bool = false) throws(JournalError) {
    let log = session.log
    condition = .missing
    let bounds = try log.bounds()
    behind = bounds.length
    let file = (try? FileStatus.ofName(log.layout.views + "/data.mdb")) ?? nil
    guard let file else { return }
    bytes = file.allocated
    do throws(ViewsError) {
      try look(into: session.peek(timeout: .milliseconds(100)), bounds, log, isVerified)
    } catch {
      condition = error.code == .unavailable ? .unavailable : .damaged
      reason = error.message
    }
  }

  private mutating func look(
    into environment: Environment?, _ bounds: Range<Position>, _ log: EventLog, _ isVerified: Bool
  ) throws(ViewsError) {
    guard let environment else {
      condition = .damaged
      reason = "\(log.layout.views) is damaged, or of another store"
      return
    }
    do throws(LMDBError) {
      let transaction = try environment.reading()
      guard let mark = try IndexMark.read(transaction), (try? mark.belongs(to: log)) ?? false else {
        condition = .damaged
        reason = "\(log.layout.views) is of another log than the one that is there now"
        return
      }
      if isVerified { try IndexCheck.run(mark, transaction) }
      condition = .good
      through = mark.through
      behind = bounds.upperBound.rawValue - max(mark.through, bounds.lowerBound).rawValue
      events = mark.events
      fields = mark.fields
      quarantined = mark.quarantined
      unreadable = mark.unreadable
      firstUnreadable = mark.firstUnreadable
      blocks = try transaction.count(ViewsTables.blocks)
    } catch {
      throw ViewsError(error)
    }
  }
}
