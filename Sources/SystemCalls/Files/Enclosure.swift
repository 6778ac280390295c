#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Folders below which no link is followed: the stores that this process knows.
///
/// A store may have come with a cloned folder. The path to it is a person's word and followed as any;
/// what stands below it is opened name by name, from the store's own folder on, and only where it is
/// a plain file or folder of the store's owner. What is made there becomes that owner's, whoever
/// makes it.
package enum Enclosure {
  /// Sorted: a set would have the runtime look for how texts are hashed, which takes a command longer
  /// than its event.
  private static let roots = Guarded<[String]>([])

  /// No file of a store lies deeper below its folder.
  private static let depth = 4

  /// From now on nothing below this folder leads elsewhere.
  package static func enclose(_ root: String) {
    roots.withLock { roots in
      let place = place(of: root, in: roots)
      if place == roots.count || roots[place] != root { roots.insert(root, at: place) }
    }
  }

  /// The first place whose root does not come before this one.
  private static func place(of root: String, in roots: [String]) -> Int {
    var (low, high) = (0, roots.count)
    while low < high {
      let middle = (low + high) / 2
      if roots[middle] < root { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The nearest enclosed folder above a path, and the names that lead on from it; nil where the
  /// path stands in none.
  static func split(_ path: String) -> (root: String, names: [Substring])? {
    roots.withLock { roots in
      if roots.isEmpty { return nil }
      var names: [Substring] = []
      var rest = path[...]
      while names.count < depth, let slash = rest.utf8.lastIndex(of: UInt8(ascii: "/")) {
        let name = rest[rest.utf8.index(after: slash)...]
        // What climbs is no name of a store's file.
        if name == ".." { return nil }
        if !name.isEmpty && name != "." { names.append(name) }
        rest = rest[..<slash]
        let root = String(rest)
        let place = place(of: root, in: roots)
        if !names.isEmpty && place < roots.count && roots[place] == root {
          return (root, names.reversed())
        }
      }
      return nil
    }
  }

  /// Whether somebody's files may be believed in a store: its owner's, this process's own, and the
  /// superuser's, which nobody else makes.
  package static func trusts(_ user: UInt32, inStoreOf owner: UInt32) -> Bool {
    user == owner || user == 0 || user == geteuid()
  }

  /// Whose a store is.
  struct Owner {
    let user: UInt32
    let group: UInt32

    /// The one of an open folder.
    init(of folder: Int32) throws(ErrnoValue) {
      var raw = stat()
      guard unsafe fstat(folder, &raw) == 0 else { throw ErrnoValue() }
      user = UInt32(raw.st_uid)
      group = UInt32(raw.st_gid)
    }

    func trusts(_ user: uid_t) -> Bool { Enclosure.trusts(UInt32(user), inStoreOf: self.user) }

    /// Whether what is made has to be given to the owner.
    var isElse: Bool { geteuid() == 0 && user != 0 }
  }
}
