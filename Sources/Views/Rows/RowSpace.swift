import Events
import Index

/// The keys under which the rows of one generation of a projection lie: eight bytes of the hash of
/// the projection's identity, the generation, and the row's own key.
struct RowSpace: Sendable, Equatable {
  /// What the keys of all generations of the projection begin with.
  let projection: [UInt8]
  var generation: Int64

  /// - Parameter checkpoint: the key of the projection's checkpoint.
  init(of checkpoint: [UInt8], generation: Int64) {
    projection = Array(checkpoint.prefix(Self.projectionLength))
    self.generation = generation
  }

  /// What the keys of this generation begin with.
  var prefix: [UInt8] { Self.prefix(projection, UInt64(bitPattern: generation)) }

  /// Beyond the keys of every generation of a projection.
  static func end(of projection: [UInt8]) -> [UInt8] { prefix(projection, .max) }

  /// The key of a row. A long one is its first bytes and a hash: the whole key lies in the value.
  func key(of row: Label) -> [UInt8] { prefix + IndexKey.shortened(Array(row.text.utf8)) }

  /// A key before those of all rows whose keys are not before `row`, and after as many others as
  /// can be told apart without the whole keys.
  func start(at row: Label) -> [UInt8] { prefix + row.text.utf8.prefix(IndexKey.kept) }

  /// The generation that a key is of.
  static func generation(in key: [UInt8]) -> Int64? {
    guard key.count >= length else { return nil }
    return Int64(bitPattern: key[projectionLength..<length].reduce(0) { $0 << 8 | UInt64($1) })
  }

  /// Bytes before the row's own key.
  static let length = projectionLength + 8
  static let projectionLength = 8

  private static func prefix(_ projection: [UInt8], _ generation: UInt64) -> [UInt8] {
    var key = projection
    key.append(sortable: generation)
    return key
  }
}
