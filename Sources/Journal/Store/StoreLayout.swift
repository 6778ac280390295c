package import Events
import SystemCalls

/// Where everything of a store stands below its folder.
package struct StoreLayout: Sendable, Equatable {
  /// The store's folder, usually `…/.tlm`.
  package let root: String

  /// The paths below `root`; nothing is looked at. From now on nothing below it leads elsewhere.
  package init(root: String) {
    self.root = root
    Enclosure.enclose(root)
  }

  /// The folder of the segments.
  package var log: String { root + "/log" }
  /// Which store this is.
  package var identity: String { log + "/STORE" }
  /// The file whose lock a writer holds.
  package var lock: String { log + "/LOCK" }
  /// The hint where the last marker of each source stands.
  package var cursors: String { log + "/CURSORS" }
  /// What was imported so far, as far as it need not be looked for in the log.
  package var imports: String { log + "/IMPORTS" }
  /// How far a relay has come with each origin, as far as it need not be looked for in the log.
  package var pulls: String { log + "/PULLS" }
  /// How far exports have come that are kept up to date.
  package var exports: String { log + "/exports" }
  /// How far the relays have come that push the log to others.
  package var relay: String { root + "/relay" }
  /// Where programs without tlm append.
  package var inbox: String { root + "/in.jsonl" }
  /// A link to the segment that takes appends.
  package var current: String { root + "/current.jsonl" }
  /// The folder of torn tails.
  package var damaged: String { root + "/damaged" }
  /// The folder of lines that could not be appended in time.
  package var spool: String { root + "/spool" }
  /// The folder for what is derived from the log.
  package var views: String { root + "/views" }
  /// What every sensor says, for whoever polls it.
  package var board: String { root + "/board" }
  /// The store's configuration.
  package var configuration: String { root + "/config.yaml" }
  /// The store's own rules.
  package var rules: String { root + "/rules.yaml" }

  /// The file whose first byte stands at `base`.
  package func segment(_ base: Position) -> String { log + "/" + Self.name(of: base) + ".jsonl" }

  /// Says that the segment at `base` is being sealed: a second name of the same file.
  func intent(_ base: Position) -> String { log + "/" + Self.name(of: base) + ".next" }

  /// What the sealed segment at `base` must contain.
  package func sum(_ base: Position) -> String { log + "/" + Self.name(of: base) + ".sum" }

  /// What the sealed segment at `base` was, so that a change of it shows to whoever kept its value.
  package func seal(_ base: Position) -> String { log + "/" + Self.name(of: base) + ".seal" }

  /// What the first segment of a store that was restored was to the store that it was restored from: where
  /// the chain of that one begins, as what stood before was pruned.
  package func origin(_ base: Position) -> String { log + "/" + Self.name(of: base) + ".origin" }

  /// What the beginning of the segment at `base` was when a head was taken last.
  package func head(_ base: Position) -> String { log + "/" + Self.name(of: base) + ".head" }

  /// Where the bytes of the torn tail that began at `position` are kept.
  package func tornTail(_ position: Position) -> String {
    damaged + "/" + Self.name(of: position)
  }

  /// Beyond every position of a log that can exist; so far, sums of positions and sizes are safe.
  private static let limit: Int64 = 1 << 60

  /// Twenty digits, so that names sort as positions do.
  static func name(of position: Position) -> String {
    let digits = String(position.rawValue)
    return String(repeating: "0", count: max(0, 20 - digits.count)) + digits
  }

  /// The position in a segment's file name; nil for every other name.
  package static func base(ofSegment name: String) -> Position? {
    guard name.hasSuffix(".jsonl"), name.utf8.count == 26,
      name.utf8.prefix(20).allSatisfy({ (0x30...0x39).contains($0) }),
      let value = Int64(name.prefix(20)), value < Self.limit
    else { return nil }
    return Position(rawValue: value)
  }
}
