package import Folding
package import Index

/// Where checkpoints lie: bytes under keys, changed in transactions that others see whole.
package protocol CheckpointKeeping: Sendable {
  /// Whose table of rows is changed together with the checkpoints.
  var views: ViewsStore { get }

  /// The bytes under a key; nil where there are none.
  func checkpoint(_ key: [UInt8]) throws -> [UInt8]?

  /// All checkpoints, in the order of their keys.
  func checkpoints() throws -> [[UInt8]]

  /// Replaces the bytes under a key by what `change` makes of them, in one transaction; nothing
  /// happens where it gives nil. What is returned says whether anything happened.
  func changeCheckpoint(_ key: [UInt8], _ change: ([UInt8]?) -> [UInt8]?) throws -> Bool
}

extension Checkpoint {
  /// What a look into the store found.
  package enum Stored: Sendable, Equatable {
    case nothing
    /// Bytes that are no checkpoint: changed by somebody, or of another tlm.
    case damaged
    case checkpoint(Checkpoint)

    init(_ bytes: [UInt8]?) {
      guard let bytes else {
        self = .nothing
        return
      }
      self = Checkpoint(bytes).map(Stored.checkpoint) ?? .damaged
    }

    /// What a commit compares with; nil where there is nothing that one could have begun with.
    package var version: Version? {
      if case .checkpoint(let checkpoint) = self { checkpoint.version } else { nil }
    }
  }

  /// The key of a projection's checkpoint: short, whatever the projection is called.
  ///
  /// - Throws: `notEncodable`; it does not come to that.
  package static func key(of identity: ProjectionIdentity) throws(FoldError) -> [UInt8] {
    do { return Digest.raw(try StateEncoder().encode(identity)[...]) } catch {
      throw FoldError(.notEncodable, "\(identity.name) cannot be named", cause: error)
    }
  }
}

extension CheckpointKeeping {
  package func stored(for identity: ProjectionIdentity) throws -> Checkpoint.Stored {
    Checkpoint.Stored(try checkpoint(Checkpoint.key(of: identity)))
  }

  /// Stores a checkpoint if what is stored is still `expected`: the compare-and-swap by which of
  /// two who fold the same projection only one goes on, and nothing is counted twice.
  package func swap(_ new: Checkpoint, expecting expected: Checkpoint.Version?) throws -> Bool {
    let bytes = try new.encoded()
    return try changeCheckpoint(try Checkpoint.key(of: new.identity)) { old in
      Checkpoint.Stored(old).version == expected ? bytes : nil
    }
  }
}
