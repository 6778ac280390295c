import SystemCalls

/// Looks for texts in every file of a store, byte by byte.
struct StoreSearch {
  private let layout: StoreLayout
  private let texts: [[UInt8]]

  /// Shorter texts are everywhere.
  private static let least = 4
  private static let portion = 4 << 20
  /// How deep folders are looked into.
  private static let depth = 4

  init(_ layout: StoreLayout, _ texts: [String]) {
    self.layout = layout
    self.texts = texts.map { Array($0.utf8) }.filter { $0.count >= Self.least }
  }

  /// The files in which they stand, in the order of their names.
  ///
  /// - Throws: where a folder cannot be read.
  func run() throws(JournalError) -> [RedactReport.Leftover] {
    guard !texts.isEmpty else { return [] }
    var found: [RedactReport.Leftover] = []
    do throws(SystemError) { try look(into: "", depth: 0, &found) } catch {
      throw JournalError(error)
    }
    return found
  }

  private func look(
    into folder: String, depth: Int, _ found: inout [RedactReport.Leftover]
  ) throws(SystemError) {
    for name in try Folder.names(in: layout.root + folder).sorted() {
      let path = folder + "/" + name
      guard let status = try FileStatus.ofName(layout.root + path) else { continue }
      if status.isFolder {
        if depth < Self.depth { try look(into: path, depth: depth + 1, &found) }
        continue
      }
      guard status.isRegular else { continue }
      // Who may not be read has nothing that could be said of it.
      let count = (try? places(in: layout.root + path)) ?? 0
      if count > 0 {
        found.append(RedactReport.Leftover(file: String(path.dropFirst()), count: count))
      }
    }
  }

  private func places(in path: String) throws(SystemError) -> Int {
    let file = try Descriptor.open(path, .read)
    let overlap = (texts.map(\.count).max() ?? 1) - 1
    var (offset, count) = (Int64(0), 0)
    while true {
      let bytes = try file.bytes(at: offset, count: Self.portion)
      let isLast = bytes.count < Self.portion
      for text in texts {
        count += ByteSearch.places(of: text, in: bytes.span).count { place in
          isLast || place + overlap < bytes.count
        }
      }
      if isLast { return count }
      offset += Int64(bytes.count - overlap)
    }
  }
}
