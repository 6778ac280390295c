import Events
import SystemCalls

extension StoreLayout {
  /// Where backups of the store were put.
  var backupPlaces: String { log + "/BACKUPS" }
}

extension EventLog {
  private static let mostPlaces = 100

  /// Where backups of the store were put that tlm made, as far as it knows: absolute paths of folders.
  package func backupPlaces() -> [String] {
    // Without the file nobody knows of any.
    let bytes = (try? Folder.contents(of: layout.backupPlaces, limit: 1 << 20)).flatMap { $0 }
    let text = String(decoding: bytes ?? [], as: UTF8.self)
    return text.split(separator: "\n").map(String.init)
  }

  /// Takes note of a folder with backups, so that a redaction can name it.
  package func noteBackups(in folder: String) {
    let places = backupPlaces()
    let path = StoreLocation.absolute(folder, StoreLocation.currentDirectory())
    guard !places.contains(path), !path.contains("\n") else { return }
    let text = (places + [path]).suffix(Self.mostPlaces).map { $0 + "\n" }.joined()
    // It is a convenience; the backup is there without it.
    try? Folder.replace(layout.backupPlaces, with: Array(text.utf8), isSynced: false)
  }
}
