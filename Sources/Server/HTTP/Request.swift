package import Events

/// A request that was let in, whole.
package struct Request: Sendable {
  package let head: RequestHead
  /// What stands where the route's path has names in braces.
  package let parameters: [String: String]
  package let body: [UInt8]

  package init(_ head: RequestHead, parameters: [String: String], body: [UInt8]) {
    (self.head, self.parameters, self.body) = (head, parameters, body)
  }

  package var headers: HeaderFields { head.headers }

  /// The first value of a word of the query; an empty one is none.
  package func word(_ name: String) -> String? {
    head[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// A whole number of the query from 0 on.
  ///
  /// - Throws: `RequestError` where it is something else.
  package func number(_ name: String, atMost most: Int64 = .max) throws(RequestError) -> Int64? {
    guard let text = word(name) else { return nil }
    guard let number = Int64(text), (0...most).contains(number) else {
      let range = most == .max ? "from 0 on" : "from 0 to \(most)"
      throw RequestError("parameter", "\(name) must be a whole number \(range), and is not")
    }
    return number
  }

  /// The body as JSON.
  ///
  /// - Throws: `RequestError` where it is none.
  package func json() throws(RequestError) -> Value {
    guard let value = JSONBody.value(of: body) else {
      throw RequestError("question", "the body must be JSON, and is not; nothing was done")
    }
    return value
  }
}

/// What is wrong with a request, in one sentence.
package struct RequestError: Error, CustomStringConvertible {
  /// As `ErrorDocument` has it.
  package let code: String
  package let message: String

  package init(_ code: String, _ message: String) { (self.code, self.message) = (code, message) }

  package var description: String { message }
}
