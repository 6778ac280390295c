import Hooks
import SystemCalls
import TestSupport
import Testing

/// A change as it is shown, against the tool that people know.
@Suite struct UnifiedDiffTests {
  private func lines(_ old: String, _ new: String) -> [String] {
    UnifiedDiff.lines(from: Array(old.utf8), to: Array(new.utf8), path: "a.json")
  }

  @Test func `nothing is shown of no change`() {
    #expect(lines("a\nb\n", "a\nb\n").isEmpty)
  }

  @Test func `lines around a change are shown with it`() {
    let old = (1...20).map { "\($0)\n" }.joined()
    let new = old.replacing("10\n", with: "ten\nten and a half\n").replacing("20\n", with: "")

    #expect(
      lines(old, new) == [
        "--- a.json", "+++ a.json", "@@ -7,7 +7,8 @@", " 7", " 8", " 9", "-10", "+ten",
        "+ten and a half", " 11", " 12", " 13", "@@ -17,4 +18,3 @@", " 17", " 18", " 19", "-20",
      ])
  }

  @Test func `a file without a last newline is told`() {
    #expect(
      lines("{}", "{}\n") == [
        "--- a.json", "+++ a.json", "@@ -1,1 +1,1 @@", "-{}\n\\ No newline at end of file", "+{}",
      ])
    #expect(lines("", "x\n").suffix(2) == ["@@ -0,0 +1,1 @@", "+x"])
  }

  @Test func `what is shown can be applied by patch`() throws {
    let scratch = Scratch()
    var dice = Seeded(randomSeed())
    try #require(Program.run("patch", ["--version"], scratch: scratch)?.code == 0)
    for _ in 0..<20 {
      let old = (0..<dice.below(30)).map { _ in "\(dice.below(5))\n" }.joined()
      let new = (0..<dice.below(30)).map { _ in "\(dice.below(5))\n" }.joined()
      if old == new { continue }
      let (file, diff) = (scratch.path + "/file", scratch.path + "/diff")
      try Disk.write(file, Array(old.utf8))
      try Disk.write(diff, Array((lines(old, new).joined(separator: "\n") + "\n").utf8))

      #expect(Program.run("patch", ["-s", file, diff], scratch: scratch)?.code == 0)
      #expect(try Disk.text(file) == new)
    }
  }
}
