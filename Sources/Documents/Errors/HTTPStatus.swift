/// How an answer over HTTP begins that tells of a failure.
package struct HTTPStatus: Hashable, Sendable {
  package let code: Int

  /// What is asked for cannot be meant.
  package static let badRequest = HTTPStatus(code: 400)
  /// There is nothing of that name.
  package static let notFound = HTTPStatus(code: 404)
  /// The log is not as it was expected to be, or what was asked for was done before.
  package static let conflict = HTTPStatus(code: 409)
  /// It was there, and was pruned or has expired.
  package static let gone = HTTPStatus(code: 410)
  /// Longer than what is taken.
  package static let tooLarge = HTTPStatus(code: 413)
  /// It is understood and refused: a reserved name, a line that is no event.
  package static let refused = HTTPStatus(code: 422)
  /// Something failed that is nobody's to repair from outside.
  package static let failed = HTTPStatus(code: 500)
  /// Not now: the store is away, busy or cannot be written.
  package static let unavailable = HTTPStatus(code: 503)
  /// There is no room.
  package static let full = HTTPStatus(code: 507)

  /// The one for a code of `ErrorDocument`.
  init(of code: String) {
    self = Self.known[code] ?? .failed
  }

  private static let known: [String: HTTPStatus] = [
    "question": .badRequest, "parameter": .badRequest, "badParameter": .badRequest,
    "configuration": .failed, "notFound": .notFound, "noProposal": .notFound, "noOrigin": .notFound,
    "wrongRevision": .conflict, "matchFound": .conflict, "conditionFailed": .conflict,
    "expired": .conflict, "otherEdge": .conflict, "truncated": .gone,
    "lineTooLong": .tooLarge, "notALine": .refused, "notAnEvent": .refused,
    "otherStream": .refused, "otherKey": .refused, "notOneEvent": .refused,
    "reserved": .refused, "mode": .conflict,
    "noStore": .unavailable, "notAStore": .unavailable, "newerFormat": .unavailable,
    "readOnly": .unavailable, "busy": .unavailable, "unavailable": .unavailable,
    "notReached": .unavailable, "full": .full, "fileTooLarge": .full,
  ]

  private init(code: Int) { self.code = code }
}
