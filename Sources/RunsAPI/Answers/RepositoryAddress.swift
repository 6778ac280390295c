import Analysis
import Server

/// Where a browser finds a repository and a commit of it, by what git calls them.
enum RepositoryAddress {
  /// The page of a repository; nil for what is on no web server.
  static func repository(_ text: String) -> String? {
    guard let (host, path) = parts(of: text) else { return nil }
    return "https://\(host)/\(path)"
  }

  /// The page of a commit; nil for a host of which nobody knows how it names them.
  static func commit(_ hash: String, of text: String) -> String? {
    guard let (host, path) = parts(of: text), !hash.isEmpty else { return nil }
    let hash = PercentText.encoded(hash)
    switch host.lowercased() {
    case "github.com": return "https://\(host)/\(path)/commit/\(hash)"
    case "gitlab.com": return "https://\(host)/\(path)/-/commit/\(hash)"
    case "bitbucket.org": return "https://\(host)/\(path)/commits/\(hash)"
    default: return nil
    }
  }

  private static func parts(of text: String) -> (host: String, path: String)? {
    var rest = HeaderFields.trimmed(text)[...]
    let separator: Character
    if rest.hasPrefix("git@") {
      (rest, separator) = (rest.dropFirst(4), ":")
    } else if rest.lowercased().hasPrefix("https://") {
      (rest, separator) = (rest.dropFirst(8), "/")
    } else {
      return nil
    }
    guard let end = rest.firstIndex(of: separator) else { return nil }
    // Who may read it is nobody else's business.
    let host = rest[..<end].split(separator: "@").last.map(String.init) ?? ""
    var path = rest[rest.index(after: end)...]
    while path.hasPrefix("/") { path = path.dropFirst() }
    while path.hasSuffix("/") { path = path.dropLast() }
    if path.hasSuffix(".git") { path = path.dropLast(4) }
    let isPlain = (host + path).unicodeScalars.allSatisfy {
      $0.isASCII && $0.value > 0x20 && !"\"'<>\\^`{|}".unicodeScalars.contains($0)
    }
    guard isPlain, !host.isEmpty, !path.isEmpty else { return nil }
    return (host, String(path))
  }
}
