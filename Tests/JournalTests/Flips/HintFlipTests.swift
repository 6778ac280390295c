import Events
import Journal
import TestSupport
import Testing

/// A wrong bit in the small files beside the segments costs time at most: nothing is refused, and
/// no source's line comes twice or not at all.
struct HintFlipTests {
  @Test(arguments: ["STORE", "CURSORS", "00000000000000000000.sum"])
  func `a flipped bit beside the log is harmless`(_ name: String) throws {
    let watch = Stopwatch()
    let image = try Self.store()
    let path = "log/" + name
    guard case .file(let bytes, _)? = image.entries.first(where: { $0.path == path })?.entry else {
      Issue.record("the store has no \(name)")
      return
    }

    for bit in 0..<bytes.count * 8 { try check(image, path, bytes, bit) }

    #expect(bytes.count > 40)
    watch.report("hint flips: \(bytes.count * 8) bits of \(name)")
  }

  @Test(arguments: ["STORE", "CURSORS", "00000000000000000000.sum"])
  func `a file beside the log that is cut anywhere is harmless`(_ name: String) throws {
    let image = try Self.store()
    let path = "log/" + name
    guard case .file(let bytes, _)? = image.entries.first(where: { $0.path == path })?.entry else {
      Issue.record("the store has no \(name)")
      return
    }

    for count in 0..<bytes.count {
      try check(image, path, count, Array(bytes.prefix(count)), "\(name) cut at \(count)")
    }
  }

  private func check(_ image: StoreImage, _ path: String, _ bytes: [UInt8], _ bit: Int) throws {
    var wrong = bytes
    wrong[bit / 8] ^= 1 << UInt8(bit % 8)
    try check(image, path, bit, wrong, "\(path), bit \(bit)")
  }

  private func check(
    _ image: StoreImage, _ path: String, _ number: Int, _ bytes: [UInt8], _ comment: String
  ) throws {
    let scratch = Scratch()
    try image.restore(to: scratch.store)
    try Disk.write(scratch.store + "/" + path, bytes)

    let log = try EventLog.create(scratch.store)
    try Disk.append(log.layout.inbox, "{\"event\":\"last\"}\n")
    try log.drain()
    try log.append(.numbered(99))

    let expected =
      (0..<34).map { NewEvent.numbered($0).text } + Self.stranger + ["{\"event\":\"last\"}"]
      + [NewEvent.numbered(99).text]
    #expect(try log.eventLines().sorted() == expected.sorted(), "\(comment)")
    #expect(try log.identity().format == StoreIdentity.currentFormat, "\(comment)")
    if path.hasSuffix(".sum") {
      let sum = try SealSum(Disk.bytes(log.layout.sum(.start)))
      #expect(sum == nil, "\(comment): a damaged sum was believed")
    }
  }

  private static let stranger = (0..<5).map { "{\"event\":\"stranger\",\"n\":\($0)}" }

  /// Two segments, an inbox that was drained twice, and the hint of the first drain: a wrong bit
  /// in it may point behind the second.
  private static func store() throws -> StoreImage {
    let scratch = Scratch()
    let log = try EventLog.create(scratch.store)
    try log.append((0..<2).map(NewEvent.numbered))
    try Disk.append(log.layout.inbox, stranger.prefix(3).joined(separator: "\n") + "\n")
    try log.drain()
    let hint = try Disk.bytes(log.layout.cursors)
    try log.rotate()
    try log.append((2..<4).map(NewEvent.numbered))
    try Disk.append(log.layout.inbox, stranger.suffix(2).joined(separator: "\n") + "\n")
    try log.drain()
    try log.append((4..<34).map(NewEvent.numbered))
    try Disk.write(log.layout.cursors, hint)
    return try StoreImage(of: scratch.store)
  }
}
