import Documents
import TestSupport
import SystemCalls
import Testing

@Suite struct CatalogTests {
  private static let names = DocumentCatalog.all.map(\.name)

  @Test func `every document in the folders is listed, and nothing else`() throws {
    let folder = Golden.folder.replacing("/Tests/DocumentsTests/Golden", with: "/Sources/Documents")
    var found: Set<String> = []
    for group in try Folder.names(in: folder) where !group.hasSuffix(".swift") && group != "Words" {
      for file in try Folder.names(in: folder + "/" + group) {
        let name = String(file.dropLast(".swift".count).prefix { $0 != "+" })
        // How a failure is told beside its document: a status of a process, or of HTTP.
        if group != "Errors" || name.hasSuffix("Document") { found.insert(name) }
      }
    }

    #expect(found == Set(Self.names))
    #expect(Set(Self.names).count == Self.names.count)
    #expect(DocumentCatalog.all.allSatisfy { !$0.about.isEmpty })
  }

  @Test func `every document has a golden, and every golden a document`() throws {
    let goldens = try Folder.names(in: Golden.folder).map { String($0.dropLast(".json".count)) }

    #expect(goldens.sorted() == Self.names.sorted())
  }
}
