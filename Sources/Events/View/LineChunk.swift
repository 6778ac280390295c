/// A run of bytes read from a log: whole lines, with the padding a SIMD parser may read beyond.
///
/// The bytes are written once, by whoever reads the file, before the chunk is handed on;
/// after that nobody writes, so a chunk may be parsed on any thread.
@safe package final class LineChunk: @unchecked Sendable {
  /// Bytes that may be read, and mean nothing, after the last byte of every chunk.
  package static let padding = 64

  /// Where the first byte stands in the log (or in the file that is read).
  package let position: Position
  /// Bytes that count.
  package private(set) var count: Int
  /// What the chunk stands for, where its lines were picked out of a longer stretch of the log;
  /// nil where every line of the stretch is here, one after the other.
  package let gathering: Gathering?
  private let storage: UnsafeMutableBufferPointer<UInt8>

  /// Room for `capacity` bytes; `fill` writes into it and returns how many it wrote.
  package init<Failure: Error>(
    capacity: Int, position: Position, gathering: Gathering? = nil,
    fill: (UnsafeMutableBufferPointer<UInt8>) throws(Failure) -> Int
  ) throws(Failure) {
    self.position = position
    self.gathering = gathering
    let whole = unsafe ChunkPool.shared.take(capacity + Self.padding)
    unsafe storage = whole
    count = 0
    let written = unsafe try fill(UnsafeMutableBufferPointer(rebasing: whole[..<capacity]))
    precondition(written >= 0 && written <= capacity, "a chunk was filled beyond its end")
    count = written
    // No more than that: room that was not filled need not be had.
    let padding = unsafe whole[written..<written + Self.padding]
    unsafe UnsafeMutableBufferPointer(rebasing: padding).initialize(repeating: 0x20)
  }

  /// A chunk that holds a copy of `bytes`.
  package convenience init(
    _ bytes: [UInt8], position: Position = .start, gathering: Gathering? = nil
  ) {
    unsafe self.init(capacity: bytes.count, position: position, gathering: gathering) { room in
      _ = unsafe room.update(fromContentsOf: bytes)
      return bytes.count
    }
  }

  /// A chunk that holds a copy of `bytes`, from the start of a log.
  package convenience init(copying bytes: Span<UInt8>) {
    unsafe self.init(capacity: bytes.count, position: .start) { room in
      unsafe bytes.withUnsafeBytes {
        unsafe UnsafeMutableRawBufferPointer(room).copyMemory(from: $0)
      }
      return bytes.count
    }
  }

  /// Gives up the bytes from `count` on; for whoever filled the chunk, before it is handed on.
  package func shorten(to count: Int) {
    precondition(count >= 0 && count <= self.count, "a chunk only gets shorter")
    self.count = count
    let padding = unsafe storage[count..<count + Self.padding]
    unsafe UnsafeMutableBufferPointer(rebasing: padding).update(repeating: 0x20)
  }

  deinit { unsafe ChunkPool.shared.put(storage) }

  /// The bytes that count, without the padding.
  package var bytes: Span<UInt8> {
    @_lifetime(borrow self)
    get {
      let all = unsafe UnsafeBufferPointer(rebasing: storage[..<count]).span
      // Sound: the storage lives exactly as long as this object, and nobody writes to it again.
      return unsafe _overrideLifetime(all, borrowing: self)
    }
  }
}
