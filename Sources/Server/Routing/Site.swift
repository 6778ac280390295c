/// What answers at an address of its own: `Router` for the store, and others beside it.
package protocol Site: Sendable {
  /// Holds how a request begins against the rules of the site, before its body is read.
  func admission(of head: RequestHead) -> Admission

  /// A refusal as those who ask here are told one.
  ///
  /// - Parameter head: of whom; nil where even that could not be read.
  func told(_ refusal: Response, to head: RequestHead?) -> Response

  /// What it does for as long as it is served; it ends when its task is cancelled.
  func run() async
}

extension Site {
  package func run() async {}
}

/// What becomes of a request once its head is known.
package enum Admission: Sendable {
  /// It is answered without a look at its body.
  case refused(Response)
  /// It is let in, but for its body, of which so many bytes are read at most.
  case admitted(bodyLimit: Int, answer: @Sendable ([UInt8]) async -> Response)
}

/// A site that is served beside the store's own.
package struct ServedSite: Sendable {
  package let address: ListenAddress
  /// Makes it of what routes answer from, once the store is served.
  package let make: @Sendable (Desk) -> any Site

  package init(at address: ListenAddress, make: @escaping @Sendable (Desk) -> any Site) {
    (self.address, self.make) = (address, make)
  }
}
