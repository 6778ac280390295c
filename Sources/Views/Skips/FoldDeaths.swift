import Events
import Folding
import Journal
import SystemCalls

/// What dead processes were handling when they died, and what follows from it.
struct FoldDeaths: Sendable {
  /// The folder of marks.
  private let folder: String
  private var marks: [MarkFile.Death] = []

  /// How many processes must have died at one event before it is passed over. One death may have
  /// been chance: a kill, a lack of memory.
  static let deaths = 2

  /// - Parameter removesEmpty: whether files are removed that say nothing.
  init(of log: EventLog, removesEmpty: Bool = true) {
    folder = log.layout.views + "/marks"
    // Marks that cannot be read hold nobody up.
    marks = (try? MarkFile.deaths(in: folder, removesEmpty: removesEmpty)) ?? []
  }

  /// Every death that is not settled.
  var deaths: [Skip] { marks.map { Skip(projection: $0.identity, position: $0.position) } }

  /// Tells every later fold to pass over the events that killed as many processes as it takes,
  /// unless `known` says so already. Returns all that are passed over for that reason.
  mutating func settle(in log: EventLog, known: [Skip]) -> [Skip] {
    let groups = Dictionary(grouping: marks) {
      Skip(projection: $0.identity, position: $0.position)
    }
    var fatal: [Skip] = []
    for (skip, marks) in groups.sorted(by: { $0.key.position < $1.key.position }) {
      if !known.contains(skip) {
        guard marks.count >= Self.deaths else { continue }
        fatal.append(skip)
        let reason = "handling it ended \(marks.count) processes"
        let line = skip.line(
          reason: reason, at: .current, of: ((try? log.readIdentity()) ?? nil)?.id)
        // Where the log cannot be written now, the marks stay and tell the next process.
        guard (try? log.append(lines: line)) != nil else { continue }
      }
      remove(marks)
    }
    return fatal
  }

  /// Removes the marks of events that a fold has got past: what killed a process there was
  /// something else.
  mutating func forget(_ identity: ProjectionIdentity.Text, in part: Range<Position>) {
    remove(marks.filter { $0.identity == identity && part.contains($0.position) })
  }

  /// The event at which a process died that was folding this projection.
  func death(of identity: ProjectionIdentity.Text) -> Position? {
    marks.filter { $0.identity == identity }.map(\.position).min()
  }

  private mutating func remove(_ gone: [MarkFile.Death]) {
    // A mark that stays is judged again by the next process.
    for mark in gone { try? Folder.unlink(mark.path) }
    marks.removeAll { mark in gone.contains { $0.path == mark.path } }
  }

  /// Files that may be open besides a mark's: a fold that cannot open its log is of no use.
  private static let otherFiles = 8

  /// A mark for a fold of these projections; nil where no file can be made for it.
  static func mark(for identities: [ProjectionIdentity], in log: EventLog) -> Mark? {
    guard ProcessLimit.hasRoom(forFiles: otherFiles) else { return nil }
    let folder = log.layout.views + "/marks"
    // Without a folder there is no file, which is noticed right after.
    _ = try? Folder.make(log.layout.views)
    _ = try? Folder.make(folder)
    return MarkFile(in: folder, for: identities).map { Mark(in: $0) }
  }
}
