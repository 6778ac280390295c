import Events
import Projections
import Testing

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

@Suite struct CatalogTests {
  @Test func `every file of the folder is in the catalog`() throws {
    let folder = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
    let files = names(of: folder + "/Projections").filter { $0.hasSuffix(".swift") }

    let projections = Set(files.map { String($0.dropLast(6)) }).subtracting(["Catalog"])

    #expect(projections == Set(builtInProjections.map { String(describing: $0) }))
  }

  @Test func `names are unique and fit a command line`() {
    let names = builtInProjections.map { $0.name }

    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { $0.allSatisfy { $0.isLowercase || $0 == "-" } })
  }

  private func names(of folder: String) -> [String] {
    guard let directory = unsafe opendir(folder) else { return [] }
    defer { unsafe closedir(directory) }
    var names: [String] = []
    while let entry = unsafe readdir(directory) {
      let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      names.append(name)
    }
    return names
  }
}
