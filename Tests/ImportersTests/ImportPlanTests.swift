import Events
import SystemCalls
import TestSupport
import Testing

/// Which files are imported, and what of a folder is not.
@Suite struct ImportPlanTests {
  @Test func `a folder is looked through, and what is no file of lines is left out`() throws {
    let imports = try Imports()
    try imports.write("logs/deep/app.jsonl", numbered(0..<2))
    try imports.write("logs/app.log", numbered(2..<3))
    try imports.write("logs/text.log", "just text\n")
    try imports.write("logs/state.json", "{}\n")
    try imports.write("logs/.hidden.jsonl", numbered(5..<6))

    let said = try imports.imported("logs")

    #expect(said["totals"]?["new"] == 3 && said["totals"]?["files"] == 2)
    #expect(said["totals"]?["left_out"] == 3)
    let reasons = (said["left_out"]?.elements ?? []).map {
      [$0["path"]?.text, $0["reason"]?.text]
    }
    let logs = imports.path + "/logs/"
    #expect(
      reasons == [
        [logs + ".hidden.jsonl", "hidden"], [logs + "state.json", "name"],
        [logs + "text.log", "no_lines"],
      ])
    try imports.write("empty/note.txt", "x")
    #expect(try imports.tlm("import", "empty").code == 1)
  }

  @Test func `a folder's file whose first line is torn comes in`() throws {
    let imports = try Imports()
    let text = numbered(0..<40, padding: 100)
    try imports.write("logs/cut.jsonl", "xxx\"}\n" + text)
    let long = String(repeating: "x", count: 9000)
    try imports.write("logs/long.jsonl", long + "\"}\n" + numbered(40..<41))
    try imports.write("logs/plain.log", long + "\nwords\n")
    for number in 0..<12 { try imports.write("logs/note\(number).txt", "x") }

    let said = try imports.tlm("import", "logs")

    #expect(try imports.events().filter { $0.contains("tick") } == lines(text + numbered(40..<41)))
    #expect(said.code == 0 && said.errors.contains("; left out: 13\n"))
    #expect(said.errors.contains("is an object: \(imports.path)/logs/plain.log\n"))
    #expect(said.errors.contains("/logs/note0.txt, ") && said.errors.contains(" and 2 more\n"))
  }

  @Test func `a file is the same in whatever spelling of its path`() throws {
    let imports = try Imports()
    let file = try imports.write("deep/logs/app.jsonl", numbered(0..<3))
    try Folder.symlink(imports.path + "/link", to: "deep/logs")

    try imports.imported("deep/logs/app.jsonl")

    for path in ["deep/./logs", "deep//logs/.", "deep/logs/../logs/", "link/../logs"] {
      let said = try imports.imported(path)
      #expect(said["files"]?.elements.map { $0["path"]?.text } == [file], "\(path)")
      #expect(said["totals"]?["unchanged"] == 1, "\(path)")
    }
    #expect(try imports.imported("gone/../deep/logs/app.jsonl", code: 2)["totals"]?["new"] == 0)
  }

  @Test func `a file that markers spell in an old way goes on, and so does its rotation`() throws {
    let imports = try Imports()
    let file = try imports.write("app.jsonl", numbered(0..<3))
    try imports.imported("app.jsonl")
    let log = imports.store + "/current.jsonl"
    let odd = imports.path + "/./app.jsonl"
    let text = try Disk.text(log)
    try Disk.write(
      imports.store + "/log/00000000000000000000.jsonl",
      Array(text.replacing("file:" + file, with: "file:" + odd).utf8))
    try imports.forgetBook()
    try imports.append("app.jsonl", numbered(3..<5))
    try imports.rename("app.jsonl", "app.jsonl.1")
    try imports.write("app.jsonl", numbered(5..<6))

    let said = try imports.imported("app.jsonl")

    #expect(said["totals"]?["new"] == 3 && said["totals"]?["known"] == 3)
    #expect(try imports.events() == lines(numbered(0..<6)))
  }
}
