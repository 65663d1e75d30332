class ReadingsWriter: pass
