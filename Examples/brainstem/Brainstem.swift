import TLM

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The rules for servers at work on a scripted day, in two hours of a made-up Monday: load rises,
/// an agent misbehaves, a person answers, and all is well again.
///
/// `brainstem [--json] [--store PATH]` writes the day's events into a store, lets the real control
/// loop decide about them by a clock that the script sets, and tells what came of it.
@main struct Brainstem {
  static func main() {
    do {
      let options = try Options(CommandLine.arguments.dropFirst())
      let store = try options.openStore()
      try Play(store: store).run()
      let story = try Story(of: store)
      print(options.isJSON ? JSONWriter.text(of: story.document) : story.text)
      complain("the log of this day is in \(store.location.path)")
    } catch {
      complain("brainstem: \(error)")
      exit(1)
    }
  }

  /// Says something that is no part of the output.
  private static func complain(_ text: String) {
    let bytes = Array((text + "\n").utf8)
    // Sound: the bytes outlive the call. Where nobody listens there is nobody to tell.
    _ = unsafe bytes.withUnsafeBytes { unsafe write(2, $0.baseAddress, $0.count) }
  }
}

/// What the program is asked for.
struct Options {
  private(set) var isJSON = false
  private var path: String?

  struct Mistake: Error, CustomStringConvertible {
    let description: String
  }

  init(_ words: some Collection<String>) throws(Mistake) {
    var words = Array(words)[...]
    while let word = words.popFirst() {
      switch word {
      case "--json": isJSON = true
      case "--store":
        guard let path = words.popFirst() else {
          throw Mistake(description: "--store needs a path")
        }
        self.path = path
      default: throw Mistake(description: "usage: brainstem [--json] [--store PATH]")
      }
    }
  }

  /// An empty store: a new one in a temporary folder where none is named.
  func openStore() throws -> Store {
    let store = try Store.create(
      at: StoreLocation(path: path ?? Self.temporaryFolder() + "/.tlm", reason: .option))
    let bounds = try store.log.bounds()
    guard bounds.isEmpty else {
      throw Mistake(
        description: "\(store.location.path) has events already; the day needs an empty store")
    }
    return store
  }

  private static func temporaryFolder() throws -> String {
    var template = Array("/tmp/brainstem-XXXXXX".utf8CString)
    // Sound: the template is ours, and ends in the zero that a C string has.
    guard unsafe mkdtemp(&template) != nil else {
      throw Mistake(description: "no folder can be made in /tmp; name a store with --store")
    }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
