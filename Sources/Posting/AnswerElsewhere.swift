/// The answer to what was posted, where it is elsewhere: Google Apps Script answers every POST with 302, and
/// what came of it stands where that leads.
///
/// It is fetched by GET, with neither the body nor a word of who sent it, and never from https by http.
struct AnswerElsewhere {
  /// What is done next.
  enum Step {
    case fetch(PostRequest)
    /// That is what is told.
    case ended(PostResponse)
  }

  private let request: PostRequest
  private var address: String
  private var hops = 0

  /// So many addresses are gone to, one after the other.
  static let mostHops = 5

  /// - Parameter request: what was posted.
  init(_ request: PostRequest) {
    self.request = request
    address = request.url
  }

  /// - Parameter place: where the answer leads; nil where it leads nowhere.
  /// - Returns: nil where the answer is the last.
  mutating func step(
    behind response: PostResponse, leadingTo place: @autoclosure () -> String?
  ) -> Step? {
    guard [301, 302, 303, 307, 308].contains(response.status) else {
      return hops == 0 ? nil : .ended(Self.told(response))
    }
    func end(_ words: String) -> Step {
      let words = "it answered \(response.status), \(words)"
      return .ended(PostResponse(status: response.status, words: words))
    }
    // The others ask for the whole to be posted again, to somebody whom nobody named.
    guard hops > 0 || [302, 303].contains(response.status) else {
      return end("which would have it posted elsewhere; name that address, if you know it")
    }
    guard hops < Self.mostHops else { return end("and led on \(hops) times before") }
    guard let place = place().map(Self.withoutPerson), let scheme = Self.scheme(of: place) else {
      return end("and leads to nothing that could be fetched")
    }
    if Self.scheme(of: address) == "https", scheme != "https" {
      return end("and leads from https to \(scheme), which is not followed")
    }
    hops += 1
    address = place
    var next = PostRequest(url: place, body: [])
    next.headers = request.headers.filter { $0.name.lowercased() == "user-agent" }
    next.certificates = request.certificates
    return .fetch(next)
  }

  /// An answer that was fetched, and says so where it is none that is wanted.
  private static func told(_ response: PostResponse) -> PostResponse {
    if 200..<300 ~= response.status { return response }
    return PostResponse(
      status: response.status, retryAfter: response.retryAfter, isJSON: response.isJSON,
      body: response.body, words: "where it led the answer was \(response.status)")
  }

  /// `http` or `https`; nil for all others.
  private static func scheme(of address: String) -> String? {
    guard let end = address.firstRange(of: "://") else { return nil }
    let scheme = address[..<end.lowerBound].lowercased()
    return ["http", "https"].contains(scheme) ? scheme : nil
  }

  /// The same without the name and the password before the host.
  private static func withoutPerson(_ address: String) -> String {
    guard let start = address.firstRange(of: "://")?.upperBound else { return address }
    let authority = address[start...].prefix { !"/\\?#".contains($0) }
    guard let mark = authority.lastIndex(of: "@") else { return address }
    return String(address[..<start] + address[address.index(after: mark)...])
  }
}
