package xyz.blueblocks.localstack.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A small FHIR R4 bundle of an invented patient: the second thing the demo sends, as one message.
final class FhirBundle {
    private static final String TEXT =
            """
            {
              "resourceType": "Bundle",
              "id": "blueblocks-demo",
              "type": "collection",
              "timestamp": "2026-01-15T10:30:00Z",
              "entry": [
                {
                  "fullUrl": "urn:uuid:0d9f6ea1-6bb6-4c55-9a2f-5d1f1f1f0001",
                  "resource": {
                    "resourceType": "Patient",
                    "id": "anna",
                    "name": [{ "family": "Phantom", "given": ["Anna"] }],
                    "gender": "other",
                    "birthDate": "1970-01-01"
                  }
                },
                {
                  "fullUrl": "urn:uuid:0d9f6ea1-6bb6-4c55-9a2f-5d1f1f1f0002",
                  "resource": {
                    "resourceType": "Observation",
                    "id": "hemoglobin",
                    "status": "final",
                    "code": {
                      "coding": [
                        {
                          "system": "http://loinc.org",
                          "code": "718-7",
                          "display": "Hemoglobin [Mass/volume] in Blood"
                        }
                      ]
                    },
                    "subject": { "reference": "urn:uuid:0d9f6ea1-6bb6-4c55-9a2f-5d1f1f1f0001" },
                    "effectiveDateTime": "2026-01-15T09:05:00Z",
                    "valueQuantity": {
                      "value": 13.8,
                      "unit": "g/dL",
                      "system": "http://unitsofmeasure.org",
                      "code": "g/dL"
                    }
                  }
                }
              ]
            }
            """;

    private FhirBundle() {}

    /// Writes the file.
    static void write(Path file) throws IOException {
        Files.write(file, TEXT.getBytes(StandardCharsets.UTF_8));
    }
}
