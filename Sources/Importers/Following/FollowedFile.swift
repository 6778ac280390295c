import Journal

/// A file that is looked at again and again, and where its import goes on.
struct FollowedFile {
  let file: OpenedFile
  private let resume: Resume
  /// The last bytes before that place, by which it is known that the file has only grown.
  private let tail: [UInt8]

  init(_ file: OpenedFile, _ resume: Resume) {
    self.file = file
    self.resume = resume
    // Where it cannot be read now it is read from its start the next time.
    tail = (try? file.bytes(before: resume.place.length)) ?? []
  }

  func isSame(as identity: FileIdentity) -> Bool {
    file.identity.inode == identity.inode && file.identity.device == identity.device
  }

  /// Where an open file goes on; nil where it is another, or was written anew.
  func resume(in other: OpenedFile) -> Resume? {
    guard resume.isSure, isSame(as: other.identity),
      other.first == file.first || resume.place == .start,
      (try? other.bytes(before: resume.place.length)) == tail
    else { return nil }
    return resume
  }
}
