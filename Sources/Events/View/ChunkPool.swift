import Synchronization

/// Storage of chunks that is used again: for fresh memory the system clears every page first, which
/// takes as long as reading a file.
@safe final class ChunkPool: Sendable {
  static let shared = ChunkPool()

  private let free = Mutex<[Room]>([])

  /// Storage that nobody uses: whoever takes it out of the pool is alone with it.
  @safe private struct Room: @unchecked Sendable { let bytes: UnsafeMutableBufferPointer<UInt8> }

  /// Storage of other sizes is neither kept nor looked for.
  private static let sizes = 64 << 10..<2 << 20
  /// As many threads as fold together have no more chunks than that.
  private static let mostRooms = 12

  /// Storage of at least a size, with bytes in it that mean nothing.
  func take(_ size: Int) -> UnsafeMutableBufferPointer<UInt8> {
    let found = free.withLock { free -> Room? in
      guard Self.sizes.contains(size) else { return nil }
      let place = free.lastIndex { room in
        unsafe room.bytes.count >= size && room.bytes.count <= 2 * size
      }
      return place.map { free.remove(at: $0) }
    }
    return unsafe found?.bytes ?? .allocate(capacity: size)
  }

  /// Gives storage back that `take` gave.
  func put(_ bytes: UnsafeMutableBufferPointer<UInt8>) {
    let isKept =
      Self.sizes.contains(bytes.count)
      && free.withLock { free in
        if free.count >= Self.mostRooms { return false }
        unsafe free.append(Room(bytes: bytes))
        return true
      }
    if !isKept { unsafe bytes.deallocate() }
  }
}
