import Importers
import SystemCalls
import TestSupport
import Testing

@Suite struct DialectCatalogTests {
  @Test func `every dialect of the folder is listed, and each by a name of its own`() throws {
    let folder = Built.data("../../Sources/Importers/Dialects")
    var found: Set<String> = []
    for group in try Folder.names(in: folder) where !group.hasSuffix(".swift") {
      for file in try Folder.names(in: folder + "/" + group) {
        let text = try Disk.text("\(folder)/\(group)/\(file)")
        if text.contains(": Dialect {") { found.insert(String(file.prefix { $0 != "." })) }
      }
    }

    #expect(found == Set(DialectCatalog.all.map { "\($0)" }))
    #expect(Set(DialectCatalog.all.map { $0.name }).count == DialectCatalog.all.count)
  }

  @Test(arguments: [
    ("app.log", "app.log", FamilyName.Age.newest), ("app.log.1", "app.log", .numbered(1)),
    ("app.log.12.gz", "app.log", .numbered(12)), ("app.log.gz", "app.log", .newest),
    ("app.log-20260213", "app.log", .dated("-20260213")),
    ("app.log.2026-02-13.zst", "app.log", .dated(".2026-02-13")),
    ("rollout-2026-05-02.jsonl", "rollout-2026-05-02.jsonl", .newest),
  ])
  func `a name says its family and its age`(name: String, base: String, age: FamilyName.Age) {
    #expect(FamilyName(name).base == base)
    #expect(FamilyName(name).age == age)
  }
}
