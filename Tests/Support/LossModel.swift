package import SystemCalls

/// A disk that lost its power: which states it may be found in after a run of operations.
///
/// What a file's last sync covered is there. Each later write of it is there, or not, or in part;
/// so is each change of a name since its folder's last sync. Nothing else is promised by POSIX.
package struct LossModel {
  package struct Inode {
    package enum Kind { case file, folder, link(String) }
    var kind: Kind
    var bytes: [UInt8] = []
    var mode: UInt32 = 0o600
    /// Names in a folder, as they are durable.
    var names: [String: Int] = [:]
    /// Changes since the last sync, by their number.
    var pending: [(number: Int, change: Change)] = []
  }

  package enum Change {
    case write(offset: Int, bytes: [UInt8])
    case mode(UInt32)
    case set(String, Int)
    case remove(String)
    case move(String, to: String, Int)
  }

  /// What becomes of one change.
  package enum Fate { case kept, lost, torn(Int, hasLength: Bool) }

  package private(set) var inodes: [Inode]
  /// Which inode stands at a path now, as running processes see it.
  private var live: [String: Int] = [:]
  private let root: String
  private var count = 0

  package init(root: String) {
    self.root = root
    inodes = [Inode(kind: .folder)]
    live[root] = 0
  }

  /// Changes that a power loss may still take, oldest first.
  package var pending: [(number: Int, change: Change)] {
    inodes.flatMap(\.pending).sorted { $0.number < $1.number }
  }

  package mutating func apply(_ operation: Operation) {
    switch operation {
    case .create(let path): if live[path] == nil { add(path, .file) }
    case .makeFolder(let path): add(path, .folder)
    case .symlink(let path, let target): add(path, .link(target))
    case .write(let path, let offset, let bytes):
      change(live[path], .write(offset: Int(offset), bytes: bytes))
    case .permissions(let path, let mode): change(live[path], .mode(mode))
    case .sync(let path): if let inode = live[path] { settleData(inode) }
    case .syncFolder(let path): if let inode = live[path] { settleNames(inode) }
    case .link(let from, let to):
      guard let inode = live[from] else { return }
      live[to] = inode
      change(live[Self.parent(to)], .set(Self.name(to), inode))
    case .rename(let from, let to):
      guard let inode = live.removeValue(forKey: from) else { return }
      live[to] = inode
      change(live[Self.parent(to)], .move(Self.name(from), to: Self.name(to), inode))
    case .unlink(let path):
      guard live.removeValue(forKey: path) != nil else { return }
      change(live[Self.parent(path)], .remove(Self.name(path)))
    case .acknowledged: break
    }
  }

  /// The disk after the loss, where `fate` says what became of each pending change.
  package func image(_ fate: (Int) -> Fate) -> StoreImage {
    var image = StoreImage()
    add(0, below: "", to: &image, fate)
    return image
  }

  private func add(
    _ folder: Int, below path: String, to image: inout StoreImage, _ fate: (Int) -> Fate
  ) {
    let names = settled(inodes[folder], fate).names
    for (name, number) in names.sorted(by: { $0.key < $1.key }) {
      let inode = settled(inodes[number], fate)
      switch inode.kind {
      case .file:
        image.entries.append((path + name, .file(bytes: inode.bytes, mode: inode.mode)))
      case .link(let target): image.entries.append((path + name, .link(target: target)))
      case .folder:
        image.entries.append((path + name, .folder))
        add(number, below: path + name + "/", to: &image, fate)
      }
    }
  }

  private func settled(_ inode: Inode, _ fate: (Int) -> Fate) -> Inode {
    var inode = inode
    for (number, change) in inode.pending { Self.settle(change, fate(number), in: &inode) }
    return inode
  }

  private static func settle(_ change: Change, _ fate: Fate, in inode: inout Inode) {
    if case .lost = fate { return }
    switch change {
    case .mode(let mode): inode.mode = mode
    case .set(let name, let number): inode.names[name] = number
    case .remove(let name): inode.names[name] = nil
    case .move(let from, let to, let number):
      if inode.names[from] == number { inode.names[from] = nil }
      inode.names[to] = number
    case .write(let offset, var bytes):
      var end = offset + bytes.count
      if case .torn(let kept, let hasLength) = fate {
        bytes = Array(bytes.prefix(kept))
        // The length of a file may be durable before its bytes are: zeros stand there.
        if !hasLength { end = offset + bytes.count }
      }
      if inode.bytes.count < end {
        inode.bytes += [UInt8](repeating: 0, count: end - inode.bytes.count)
      }
      inode.bytes.replaceSubrange(offset..<offset + bytes.count, with: bytes)
    }
  }

  private mutating func settleData(_ inode: Int) {
    for (_, change) in inodes[inode].pending {
      if case .write = change { Self.settle(change, .kept, in: &inodes[inode]) }
    }
    // Permissions are not among the metadata that fdatasync promises.
    inodes[inode].pending.removeAll { if case .write = $0.change { true } else { false } }
  }

  private mutating func settleNames(_ folder: Int) {
    for (_, change) in inodes[folder].pending { Self.settle(change, .kept, in: &inodes[folder]) }
    inodes[folder].pending = []
  }

  private mutating func add(_ path: String, _ kind: Inode.Kind) {
    inodes.append(Inode(kind: kind))
    live[path] = inodes.count - 1
    change(live[Self.parent(path)], .set(Self.name(path), inodes.count - 1))
  }

  private mutating func change(_ inode: Int?, _ change: Change) {
    guard let inode else { return }
    count += 1
    inodes[inode].pending.append((count, change))
  }

  private static func parent(_ path: String) -> String {
    String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
  }

  private static func name(_ path: String) -> String {
    String(path[path.index(after: path.lastIndex(of: "/") ?? path.startIndex)...])
  }
}
