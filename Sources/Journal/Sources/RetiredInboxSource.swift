import Events
import SystemCalls

/// An inbox that was renamed; strangers may still hold it open and write to it, and it stays until
/// nobody does.
struct RetiredInboxSource: Source {
  let name: String
  let location: String

  /// The name that an inbox gets.
  init(_ layout: StoreLayout, at position: Position) {
    self.init(layout, file: "in.\(position).jsonl")
  }

  private init(_ layout: StoreLayout, file: String) {
    name = file
    location = layout.root + "/" + file
  }

  /// Those of a store.
  static func all(in layout: StoreLayout) throws(SystemError) -> [RetiredInboxSource] {
    try Folder.names(in: layout.root).filter(isOwn).map { RetiredInboxSource(layout, file: $0) }
  }

  /// Names that this module gives; files of other names are not its own.
  static func isOwn(_ name: String) -> Bool {
    name.hasPrefix("in.") && name.hasSuffix(".jsonl") && name.utf8.count > 9
      && name.utf8.dropFirst(3).dropLast(6).allSatisfy { (0x30...0x39).contains($0) }
  }

  var mayHaveMore: Bool { ((try? FileStatus.of(location)) ?? nil).map { $0.size > 0 } ?? false }

  func open() throws(SystemError) -> SourceFile? { try SourceFile(location) }

  func finish(
    _ content: SourceFile, at cursor: Int64, in drain: inout DrainHold
  ) throws(JournalError) {
    // The last of those who hold it may have written after we looked at the size.
    guard cursor == content.size, !content.file.isOpenElsewhere, try content.hasEnded() else {
      return
    }
    try journaled { () throws(SystemError) in
      try drain.sync()
      try Folder.unlink(location)
    }
    drain.forget(name)
  }
}
