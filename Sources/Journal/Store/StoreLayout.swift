public import Events

/// Where everything of a store stands below its folder.
public struct StoreLayout: Sendable, Equatable {
  /// The store's folder, usually `…/.tlm`.
  public let root: String

  /// The paths below `root`; nothing is looked at.
  public init(root: String) { self.root = root }

  /// The folder of the segments.
  public var log: String { root + "/log" }
  /// Which store this is.
  public var identity: String { log + "/STORE" }
  /// The file whose lock a writer holds.
  public var lock: String { log + "/LOCK" }
  /// The hint where the last marker of each source stands.
  public var cursors: String { log + "/CURSORS" }
  /// Where programs without tlm append.
  public var inbox: String { root + "/in.jsonl" }
  /// A link to the segment that takes appends.
  public var current: String { root + "/current.jsonl" }
  /// The folder of torn tails.
  public var damaged: String { root + "/damaged" }
  /// The folder of lines that could not be appended in time.
  public var spool: String { root + "/spool" }
  /// The folder for what is derived from the log.
  public var views: String { root + "/views" }
  /// What every sensor says, for whoever polls it.
  public var board: String { root + "/board" }
  /// The store's configuration.
  public var configuration: String { root + "/config.yaml" }
  /// The store's own rules.
  public var rules: String { root + "/rules.yaml" }

  /// The file whose first byte stands at `base`.
  public func segment(_ base: Position) -> String { log + "/" + Self.name(of: base) + ".jsonl" }

  /// Says that the segment at `base` is being sealed: a second name of the same file.
  func intent(_ base: Position) -> String { log + "/" + Self.name(of: base) + ".next" }

  /// What the sealed segment at `base` must contain.
  public func sum(_ base: Position) -> String { log + "/" + Self.name(of: base) + ".sum" }

  /// Where the bytes of the torn tail that began at `position` are kept.
  public func tornTail(_ position: Position) -> String {
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
  static func base(ofSegment name: String) -> Position? {
    guard name.hasSuffix(".jsonl"), name.utf8.count == 26,
      name.utf8.prefix(20).allSatisfy({ (0x30...0x39).contains($0) }),
      let value = Int64(name.prefix(20)), value < Self.limit
    else { return nil }
    return Position(rawValue: value)
  }
}
