import Events
import TestSupport

@testable import Folding
@testable import Views

/// Rows that are set, added to and dropped, and some that say what a handler saw of the others.
struct Ledger: KeyedProjection {
  static let name = "ledger"
  static let version = 1
  /// Makes another projection of it.
  var number = 0

  struct Row: Codable, Sendable, Equatable {
    var sum = 0
    var notes: [String: Int] = [:]
  }

  var body: Handlers<Rows<Row>> {
    On("set", "add", "drop", "census") { event, rows in
      let key = Label(event.string("key") ?? "")
      let by = Int(event.integer("by") ?? 0)
      switch event.name {
      case "set": rows[key] = Row(sum: by)
      case "add":
        rows[key, default: Row()].sum += by
        rows[key, default: Row()].notes["\(by % 3)", default: 0] += 1
      case "drop": rows[key] = nil
      default:
        let first = rows.page(limit: 1).first?.row.sum ?? -1
        var sum = 0
        rows.forEach { sum += $1.sum }
        rows["census"] = Row(sum: rows.count, notes: ["first": first, "sum": sum])
      }
    }
  }
}

/// What happens in a ledger.
enum LedgerStep {
  case set(String, Int), add(String, Int), drop(String), census

  var line: String {
    switch self {
    case .set(let key, let by): #"{"event":"set","key":"\#(key)","by":\#(by)}"# + "\n"
    case .add(let key, let by): #"{"event":"add","key":"\#(key)","by":\#(by)}"# + "\n"
    case .drop(let key): #"{"event":"drop","key":"\#(key)"}"# + "\n"
    case .census: "{\"event\":\"census\"}\n"
    }
  }

  /// Keys of all lengths: long ones that begin alike, one that is empty, and one beyond ASCII.
  static let keys: [String] = {
    let long = String(repeating: "k", count: 168)
    return (0..<12).map { "k\($0)" } + ["", "é", "e\u{301}", "census", long]
      + ["", "a", "zz"].map { long + $0 + String(repeating: "x", count: 30) }
      + (0..<4).map { long + "\(9 - $0)" + String(repeating: "y", count: 100) }
  }()

  static func random(using dice: inout Seeded) -> LedgerStep {
    let key = keys.randomElement(using: &dice) ?? ""
    let by = Int.random(in: -5...50, using: &dice)
    return switch Int.random(in: 0..<12, using: &dice) {
    case 0...2: .set(key, by)
    case 3...6: .add(key, by)
    case 7...9: .drop(key)
    case 10: .census
    default: .add("k\(by)", 1)
    }
  }
}

/// A ledger in a plain dictionary: what the rows are compared with.
struct PlainLedger: Equatable {
  var rows: [Label: Ledger.Row] = [:]

  mutating func take(_ step: LedgerStep) {
    switch step {
    case .set(let key, let by): rows[Label(key)] = Ledger.Row(sum: by)
    case .add(let key, let by):
      var row = rows[Label(key)] ?? Ledger.Row()
      row.sum += by
      row.notes["\(by % 3)", default: 0] += 1
      rows[Label(key)] = row
    case .drop(let key): rows[Label(key)] = nil
    case .census:
      let first = sorted.first?.row.sum ?? -1
      let sum = rows.values.reduce(0) { $0 + $1.sum }
      rows["census"] = Ledger.Row(sum: rows.count, notes: ["first": first, "sum": sum])
    }
  }

  var sorted: [(key: Label, row: Ledger.Row)] {
    rows.sorted { Array($0.key.text.utf8).lexicographicallyPrecedes(Array($1.key.text.utf8)) }
      .map { ($0.key, $0.value) }
  }

  /// The digest by the letter: the sum, modulo 2 to the 256th, of the SHA-256 of each key and row.
  func digest() throws -> String {
    var sum = [UInt8](repeating: 0, count: 32)
    for (key, row) in rows {
      let bytes = try StateEncoder().encode(key) + StateEncoder().encode(row)
      var carry = 0
      for (place, byte) in Digest.raw(bytes[...]).enumerated().reversed() {
        let total = Int(sum[place]) + Int(byte) + carry
        sum[place] = UInt8(total % 256)
        carry = total / 256
      }
    }
    return sum.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

extension Rows where Row == Ledger.Row {
  /// All rows as a plain dictionary, one by one.
  var plain: PlainLedger {
    var plain = PlainLedger()
    forEach { plain.rows[$0] = $1 }
    return plain
  }
}
