import SystemCalls

/// Files that a file was rotated to.
enum RotatedFiles {
  /// Those beside it, the oldest first; none of one that is no newest itself.
  static func older(than path: String) -> [String] {
    guard let slash = path.lastIndex(of: "/") else { return [] }
    let (folder, name) = (path[..<slash], FamilyName(String(path[path.index(after: slash)...])))
    guard name.age == .newest, !Packing.isName(path) else { return [] }
    // A folder that cannot be read has nothing that could be.
    let names = (try? Folder.names(in: folder.isEmpty ? "/" : String(folder))) ?? []
    let others = names.filter {
      let other = FamilyName($0)
      return other.base == name.base && other.age != .newest
    }
    return ImportPlan.inOrder(others.map { folder + "/" + $0 })
  }
}
