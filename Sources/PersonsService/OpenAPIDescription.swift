// SPDX-License-Identifier: Apache-2.0
//
// The answer to GET /openapi.json: every route of docs/rest.md as OpenAPI 3.1. Tests/server/openapi_routes.py holds it
// against the routes that are answered.

package let openAPIDescription: StaticString = #"""
  {
   "openapi":"3.1.0",
   "info":{
    "title":"libpersons","version":"0.1.0","summary":"Find, search and update persons",
    "description":"What a token may not see is answered like what does not exist.",
    "license":{"name":"Apache-2.0","identifier":"Apache-2.0"}},
   "servers":[{"url":"/"}],"security":[{"bearer":[]}],
   "tags":[
    {"name":"Travtus","description":"The slash at the end of these routes may be missing."},
    {"name":"Gatsby","description":"With Accept: application/vnd.persons+json persons come with all that is kept."},
    {"name":"Directory","description":"Groups, events, changes"},{"name":"Service","description":"Open to all"}],
   "paths":{
    "/persons/find/":{
     "post":{
      "operationId":"persons_find","tags":["Travtus"],"summary":"Find persons by attributes that match exactly",
      "requestBody":{
       "content":{
        "application/json":{
         "schema":{"$ref":"#/components/schemas/Find"},
         "example":{"phone_number":"01234567890","groups_external_refs":["group-1"],"after-id":1}}}},
      "responses":{
       "200":{
        "description":"A page; last_id is -1 on the last one. To a token limited to groups it is an opaque integer from 2^52 to 2^53-1",
        "content":{"application/json":{"schema":{"$ref":"#/components/schemas/FindPage"}}}},
       "400":{"$ref":"#/components/responses/Error"},"401":{"$ref":"#/components/responses/Token"},
       "403":{"$ref":"#/components/responses/Error"},"404":{"$ref":"#/components/responses/Error"},
       "4XX":{"$ref":"#/components/responses/Refused"},"5XX":{"$ref":"#/components/responses/Fault"}}}},
    "/persons/multiple/":{
     "post":{
      "operationId":"persons_upsert","tags":["Travtus"],"summary":"Create or update many persons in one transaction",
      "parameters":[{"$ref":"#/components/parameters/idempotencyKey"}],
      "requestBody":{"required":true,"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Upsert"}}}},
      "responses":{
       "200":{
        "description":"What became of each record",
        "content":{"application/json":{"schema":{"$ref":"#/components/schemas/Upserted"}}}},
       "400":{"$ref":"#/components/responses/Error"},"401":{"$ref":"#/components/responses/Token"},
       "403":{"$ref":"#/components/responses/Error"},"409":{"$ref":"#/components/responses/Error"},
       "4XX":{"$ref":"#/components/responses/Refused"},"5XX":{"$ref":"#/components/responses/Fault"}}}},
    "/person":{
     "get":{
      "operationId":"persons_list","tags":["Gatsby"],"summary":"List persons in the order of creation",
      "parameters":[
       {"$ref":"#/components/parameters/organizationSlug"},{"$ref":"#/components/parameters/limit"},
       {"$ref":"#/components/parameters/skip"},{"$ref":"#/components/parameters/group_ids"},
       {"$ref":"#/components/parameters/groups_external_refs"}],
      "responses":{
       "200":{
        "description":"A page",
        "content":{
         "application/json":{"schema":{"$ref":"#/components/schemas/PersonPage"}},
         "application/vnd.persons+json":{"schema":{"$ref":"#/components/schemas/FullPage"}}}},
       "400":{"$ref":"#/components/responses/ErrorG"},"401":{"$ref":"#/components/responses/TokenG"},
       "403":{"$ref":"#/components/responses/ErrorG"},"404":{"$ref":"#/components/responses/ErrorG"},
       "422":{"$ref":"#/components/responses/ErrorG"},"4XX":{"$ref":"#/components/responses/Refused"},
       "5XX":{"$ref":"#/components/responses/Fault"}}},
     "post":{
      "operationId":"persons_create","tags":["Gatsby"],"summary":"Create a person",
      "parameters":[{"$ref":"#/components/parameters/organizationSlug"},
       {"$ref":"#/components/parameters/idempotencyKey"}],
      "requestBody":{
       "required":true,
       "content":{
        "application/json":{
         "schema":{"$ref":"#/components/schemas/NewPerson"},
         "example":{"firstName":"John","lastName":"Doe","email":"john@example.org"}}}},
      "responses":{
       "201":{
        "description":"Created",
        "content":{
         "application/json":{
          "schema":{"$ref":"#/components/schemas/Created"},"example":{"personId":"52907745-7672-470e-a"}}}},
       "400":{"$ref":"#/components/responses/ErrorG"},"401":{"$ref":"#/components/responses/TokenG"},
       "403":{"$ref":"#/components/responses/ErrorG"},"404":{"$ref":"#/components/responses/ErrorG"},
       "409":{"$ref":"#/components/responses/ErrorG"},"422":{"$ref":"#/components/responses/ErrorG"},
       "4XX":{"$ref":"#/components/responses/Refused"},"5XX":{"$ref":"#/components/responses/Fault"}}}},
    "/person/{personId}":{
     "parameters":[
      {
       "name":"personId","in":"path","required":true,"schema":{"type":"string","minLength":1,"maxLength":200},
       "example":"52907745-7672-470e-a"},
      {"$ref":"#/components/parameters/organizationSlug"}],
     "get":{
      "operationId":"persons_get","tags":["Gatsby"],"summary":"Retrieve a person, with eventHistory",
      "responses":{
       "200":{
        "description":"The person",
        "content":{
         "application/json":{"schema":{"$ref":"#/components/schemas/PersonWithHistory"}},
         "application/vnd.persons+json":{"schema":{"$ref":"#/components/schemas/FullPersonWithHistory"}}}},
       "400":{"$ref":"#/components/responses/ErrorG"},"401":{"$ref":"#/components/responses/TokenG"},
       "403":{"$ref":"#/components/responses/ErrorG"},"404":{"$ref":"#/components/responses/ErrorG"},
       "422":{"$ref":"#/components/responses/ErrorG"},"4XX":{"$ref":"#/components/responses/Refused"},
       "5XX":{"$ref":"#/components/responses/Fault"}}},
     "put":{
      "operationId":"persons_update","tags":["Gatsby"],"summary":"Update a person: a merge patch (RFC 7396)",
      "parameters":[{"$ref":"#/components/parameters/idempotencyKey"}],
      "requestBody":{
       "required":true,
       "content":{
        "application/json":{
         "schema":{"$ref":"#/components/schemas/PersonUpdate"},
         "example":{"personId":"52907745-7672-470e-a","firstName":"John","lastName":"Smith"}}}},
      "responses":{
       "200":{"$ref":"#/components/responses/Done"},"400":{"$ref":"#/components/responses/ErrorG"},
       "401":{"$ref":"#/components/responses/TokenG"},"403":{"$ref":"#/components/responses/ErrorG"},
       "404":{"$ref":"#/components/responses/ErrorG"},"409":{"$ref":"#/components/responses/ErrorG"},
       "422":{"$ref":"#/components/responses/ErrorG"},"4XX":{"$ref":"#/components/responses/Refused"},
       "5XX":{"$ref":"#/components/responses/Fault"}}},
     "delete":{
      "operationId":"persons_delete","tags":["Gatsby"],"summary":"Delete a person",
      "responses":{
       "200":{"$ref":"#/components/responses/Done"},"400":{"$ref":"#/components/responses/ErrorG"},
       "401":{"$ref":"#/components/responses/TokenG"},"403":{"$ref":"#/components/responses/ErrorG"},
       "404":{"$ref":"#/components/responses/ErrorG"},"422":{"$ref":"#/components/responses/ErrorG"},
       "4XX":{"$ref":"#/components/responses/Refused"},"5XX":{"$ref":"#/components/responses/Fault"}}}},
    "/search":{
     "get":{
      "operationId":"persons_search","tags":["Gatsby"],"summary":"Search persons by what a user types",
      "parameters":[
       {"$ref":"#/components/parameters/organizationSlug"},
       {"name":"query","in":"query","schema":{"type":"string"},"example":"john"},
       {"name":"firstName","in":"query","schema":{"type":"string"}},
       {"name":"lastName","in":"query","schema":{"type":"string"}},
       {"name":"email","in":"query","schema":{"type":"string"}},{"name":"city","in":"query","schema":{"type":"string"}},
       {"name":"state","in":"query","schema":{"type":"string"}},{"$ref":"#/components/parameters/limit"},
       {"$ref":"#/components/parameters/skip"},
       {"name":"fuzzy","in":"query","schema":{"enum":["auto","off","on","loose"],"default":"auto"}},
       {"name":"highlight","in":"query","schema":{"type":"boolean","default":false}},
       {"$ref":"#/components/parameters/group_ids"},{"$ref":"#/components/parameters/groups_external_refs"}],
      "responses":{
       "200":{
        "description":"A page, the best match first; total counts every match",
        "content":{
         "application/json":{"schema":{"$ref":"#/components/schemas/SearchPage"}},
         "application/vnd.persons+json":{"schema":{"$ref":"#/components/schemas/FullSearchPage"}}}},
       "400":{"$ref":"#/components/responses/ErrorG"},"401":{"$ref":"#/components/responses/TokenG"},
       "403":{"$ref":"#/components/responses/ErrorG"},"404":{"$ref":"#/components/responses/ErrorG"},
       "422":{"$ref":"#/components/responses/ErrorG"},"4XX":{"$ref":"#/components/responses/Refused"},
       "5XX":{"$ref":"#/components/responses/Fault"}}}},
    "/groups":{
     "get":{
      "operationId":"persons_list_groups","tags":["Directory"],"summary":"List the groups that the token may see",
      "parameters":[{"$ref":"#/components/parameters/limit1000"},{"$ref":"#/components/parameters/skip"}],
      "responses":{
       "200":{"description":"A page","content":{"application/json":{"schema":{"$ref":"#/components/schemas/Groups"}}}},
       "400":{"$ref":"#/components/responses/Error"},"401":{"$ref":"#/components/responses/Token"},
       "403":{"$ref":"#/components/responses/Error"},"422":{"$ref":"#/components/responses/Error"},
       "4XX":{"$ref":"#/components/responses/Refused"},"5XX":{"$ref":"#/components/responses/Fault"}}},
     "put":{
      "operationId":"persons_put_group","tags":["Directory"],
      "summary":"Create a group, or change the one with this group_id",
      "parameters":[{"$ref":"#/components/parameters/idempotencyKey"}],
      "requestBody":{
       "required":false,"content":{"application/json":{"schema":{"$ref":"#/components/schemas/GroupChanges"}}}},
      "responses":{
       "200":{
        "description":"The group","content":{"application/json":{"schema":{"$ref":"#/components/schemas/Group"}}}},
       "400":{"$ref":"#/components/responses/Error"},"401":{"$ref":"#/components/responses/Token"},
       "403":{"$ref":"#/components/responses/Error"},"409":{"$ref":"#/components/responses/Error"},
       "422":{"$ref":"#/components/responses/Error"},"4XX":{"$ref":"#/components/responses/Refused"},
       "5XX":{"$ref":"#/components/responses/Fault"}}}},
    "/groups/{group_id}":{
     "delete":{
      "operationId":"persons_delete_group","tags":["Directory"],"summary":"Delete a group; its persons stay",
      "parameters":[
       {"name":"group_id","in":"path","required":true,"schema":{"type":"string","minLength":1,"maxLength":200}}],
      "responses":{
       "200":{"$ref":"#/components/responses/Done"},"400":{"$ref":"#/components/responses/Error"},
       "401":{"$ref":"#/components/responses/Token"},"403":{"$ref":"#/components/responses/Error"},
       "404":{"$ref":"#/components/responses/Error"},"422":{"$ref":"#/components/responses/Error"},
       "4XX":{"$ref":"#/components/responses/Refused"},"5XX":{"$ref":"#/components/responses/Fault"}}}},
    "/events":{
     "get":{
      "operationId":"persons_list_events","tags":["Directory"],"summary":"List the events",
      "parameters":[{"$ref":"#/components/parameters/limit1000"},{"$ref":"#/components/parameters/skip"}],
      "responses":{
       "200":{"description":"A page","content":{"application/json":{"schema":{"$ref":"#/components/schemas/Events"}}}},
       "400":{"$ref":"#/components/responses/Error"},"401":{"$ref":"#/components/responses/Token"},
       "403":{"$ref":"#/components/responses/Error"},"422":{"$ref":"#/components/responses/Error"},
       "4XX":{"$ref":"#/components/responses/Refused"},"5XX":{"$ref":"#/components/responses/Fault"}}},
     "put":{
      "operationId":"persons_put_event","tags":["Directory"],
      "summary":"Create an event, or change the one with this eventId",
      "parameters":[{"$ref":"#/components/parameters/idempotencyKey"}],
      "requestBody":{
       "required":true,"content":{"application/json":{"schema":{"$ref":"#/components/schemas/EventChanges"}}}},
      "responses":{
       "200":{
        "description":"The event","content":{"application/json":{"schema":{"$ref":"#/components/schemas/Event"}}}},
       "400":{"$ref":"#/components/responses/Error"},"401":{"$ref":"#/components/responses/Token"},
       "403":{"$ref":"#/components/responses/Error"},"409":{"$ref":"#/components/responses/Error"},
       "422":{"$ref":"#/components/responses/Error"},"4XX":{"$ref":"#/components/responses/Refused"},
       "5XX":{"$ref":"#/components/responses/Fault"}}}},
    "/rsvps":{
     "post":{
      "operationId":"persons_record_rsvp","tags":["Directory"],
      "summary":"Record a person's answer to an event, their attendance, or both",
      "parameters":[{"$ref":"#/components/parameters/idempotencyKey"}],
      "requestBody":{"required":true,"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Rsvp"}}}},
      "responses":{
       "200":{"$ref":"#/components/responses/Done"},"400":{"$ref":"#/components/responses/Error"},
       "401":{"$ref":"#/components/responses/Token"},"403":{"$ref":"#/components/responses/Error"},
       "404":{"$ref":"#/components/responses/Error"},"409":{"$ref":"#/components/responses/Error"},
       "422":{"$ref":"#/components/responses/Error"},"4XX":{"$ref":"#/components/responses/Refused"},
       "5XX":{"$ref":"#/components/responses/Fault"}}}},
    "/changes":{
     "get":{
      "operationId":"persons_changes","tags":["Directory"],"summary":"Tell which persons changed after a revision",
      "parameters":[
       {
        "name":"since","in":"query","schema":{"type":"integer","minimum":0},"required":true,
        "description":"0, or the revision of an answer. To a token limited to groups revisions are opaque integers from 2^52 to 2^53-1"}],
      "responses":{
       "200":{
        "description":"At most 1000 changes",
        "content":{"application/json":{"schema":{"$ref":"#/components/schemas/Changes"}}}},
       "400":{"$ref":"#/components/responses/Error"},"401":{"$ref":"#/components/responses/Token"},
       "403":{"$ref":"#/components/responses/Error"},"422":{"$ref":"#/components/responses/Error"},
       "4XX":{"$ref":"#/components/responses/Refused"},"5XX":{"$ref":"#/components/responses/Fault"}}}},
    "/stats":{
     "get":{
      "operationId":"persons_stats","tags":["Directory"],"summary":"Tell how much the token may see",
      "responses":{
       "200":{"description":"Counts","content":{"application/json":{"schema":{"$ref":"#/components/schemas/Stats"}}}},
       "400":{"$ref":"#/components/responses/Error"},"401":{"$ref":"#/components/responses/Token"},
       "403":{"$ref":"#/components/responses/Error"},"422":{"$ref":"#/components/responses/Error"},
       "4XX":{"$ref":"#/components/responses/Refused"},"5XX":{"$ref":"#/components/responses/Fault"}}}},
    "/healthz":{
     "get":{
      "operationId":"healthz","tags":["Service"],"summary":"Tell whether the file can be read","security":[],
      "responses":{
       "200":{
        "description":"It can",
        "content":{
         "application/json":{"schema":{"type":"object","required":["status"],"properties":{"status":{"const":"ok"}}}}}},
       "503":{"$ref":"#/components/responses/Fault"}}}},
    "/openapi.json":{
     "get":{
      "operationId":"openapi","tags":["Service"],"summary":"This description","security":[],
      "responses":{"200":{"description":"OpenAPI 3.1","content":{"application/json":{"schema":{"type":"object"}}}}}}}},
   "components":{
    "securitySchemes":{"bearer":{"type":"http","scheme":"bearer"}},
    "parameters":{
     "organizationSlug":{
      "name":"organizationSlug","in":"header","required":true,"description":"The token's organization",
      "schema":{"type":"string","pattern":"^[a-z0-9-]{1,100}$"},"example":"default"},
     "idempotencyKey":{
      "name":"Idempotency-Key","in":"header","schema":{"$ref":"#/components/schemas/Id"},
      "description":"Makes the write safe to send again, as idempotencyKey in the body does"},
     "limit":{"name":"limit","in":"query","schema":{"type":"integer","minimum":1,"maximum":1000,"default":10}},
     "limit1000":{"name":"limit","in":"query","schema":{"type":"integer","minimum":1,"maximum":1000,"default":1000}},
     "skip":{"name":"skip","in":"query","schema":{"type":"integer","minimum":0,"default":0}},
     "group_ids":{
      "name":"group_ids","in":"query","schema":{"type":"array","items":{"type":"string"},"minItems":1},"explode":false,
      "description":"With commas between them; never with groups_external_refs"},
     "groups_external_refs":{
      "name":"groups_external_refs","in":"query","schema":{"type":"array","items":{"type":"string"},"minItems":1},
      "explode":false}},
    "responses":{
     "Done":{
      "description":"Done",
      "content":{"application/json":{"schema":{"$ref":"#/components/schemas/Success"},"example":{"success":true}}}},
     "Error":{
      "description":"error.type says what is wrong",
      "content":{
       "application/json":{
        "schema":{"$ref":"#/components/schemas/Error"},
        "example":{
         "error":{"type":"not_found","message":"There are no person records matching the information provided."}}}}},
     "ErrorG":{
      "description":"The same in the manner of Gatsby",
      "content":{"application/json":{"schema":{"$ref":"#/components/schemas/ErrorG"}}}},
     "Token":{
      "description":"A token is missing, bad, revoked or expired",
      "headers":{"WWW-Authenticate":{"schema":{"type":"string"}}},
      "content":{
       "application/json":{
        "schema":{"$ref":"#/components/schemas/Error"},
        "example":{
         "error":{
          "type":"invalid_authorization",
          "message":"The bearer token you have provided in the 'Authorization' header is invalid."}}}}},
     "TokenG":{
      "description":"The same in the manner of Gatsby","headers":{"WWW-Authenticate":{"schema":{"type":"string"}}},
      "content":{"application/json":{"schema":{"$ref":"#/components/schemas/ErrorG"}}}},
     "Refused":{
      "description":"405: not a method of this path. 413: over 8 MiB. 414: a target over 8 KiB. 415: not JSON",
      "headers":{"Allow":{"schema":{"type":"string"}}},
      "content":{"application/json":{"schema":{"$ref":"#/components/schemas/Error"}}}},
     "Fault":{
      "description":"500: a fault of the library. 503: the file is busy or cannot be read. 507: the disk is full",
      "headers":{"Retry-After":{"schema":{"type":"integer"}}},
      "content":{"application/json":{"schema":{"$ref":"#/components/schemas/Error"}}}}},
    "schemas":{
     "Text":{"type":["string","null"],"maxLength":65536,"description":"At most 65536 bytes of UTF-8"},
     "Id":{"type":["string","null"],"minLength":1,"maxLength":200},
     "Short":{"type":["string","null"],"minLength":1,"maxLength":100},
     "Time":{"type":["string","null"],"format":"date-time"},"Strings":{"type":"array","items":{"type":"string"}},
     "Names":{
      "type":["array","null"],"items":{"type":"string","maxLength":65536},"maxItems":1000,
      "description":"Never group ids and external references in one request"},
     "Find":{
      "type":"object",
      "properties":{
       "identifier":{"$ref":"#/components/schemas/Text"},"external_ref":{"$ref":"#/components/schemas/Text"},
       "first_name":{"$ref":"#/components/schemas/Text"},"last_name":{"$ref":"#/components/schemas/Text"},
       "email_address":{"$ref":"#/components/schemas/Text"},"phone_number":{"$ref":"#/components/schemas/Text"},
       "group_ids":{"$ref":"#/components/schemas/Names","minItems":1},
       "groups_external_refs":{"$ref":"#/components/schemas/Names","minItems":1},
       "after-id":{
        "type":["integer","string","null"],"minimum":0,"pattern":"^[0-9]+$","description":"last_id of the page before"},
       "limit":{"type":["integer","null"],"minimum":1,"maximum":100,"default":100}},
      "additionalProperties":false},
     "FoundPerson":{
      "type":"object","required":["identifier","email_address","first_name","last_name","external_ref","phone_number"],
      "properties":{
       "identifier":{"type":"string"},"email_address":{"type":["string","null"]},"first_name":{"type":["string","null"]},
       "last_name":{"type":["string","null"]},"external_ref":{"type":["string","null"]},
       "phone_number":{"type":["string","null"]}},
      "examples":[
       {
        "identifier":"internal-id-1","email_address":"test1@example.org","first_name":"Test","last_name":"Person 1",
        "external_ref":"id-1","phone_number":"01234567890"},
       {
        "identifier":"internal-id-2","email_address":"test2@example.org","first_name":"Test","last_name":"Person 2",
        "external_ref":"id-2","phone_number":"01234567890"}]},
     "FindPage":{
      "type":"object","required":["persons","last_id"],
      "properties":{
       "persons":{"type":"array","items":{"$ref":"#/components/schemas/FoundPerson"}},
       "last_id":{"type":"integer","examples":[5,-1]}}},
     "Upsert":{
      "type":"object","required":["persons"],
      "properties":{
       "persons":{"type":"array","items":{"$ref":"#/components/schemas/UpsertRecord"},"maxItems":10000},
       "idempotencyKey":{"$ref":"#/components/schemas/Id"}},
      "additionalProperties":false},
     "UpsertRecord":{
      "type":"object",
      "properties":{
       "email_address":{"$ref":"#/components/schemas/Text"},"first_name":{"$ref":"#/components/schemas/Text"},
       "last_name":{"$ref":"#/components/schemas/Text"},"external_ref":{"$ref":"#/components/schemas/Text"},
       "phone_number":{"$ref":"#/components/schemas/Text"},"group_ids":{"$ref":"#/components/schemas/NamesOrText"},
       "groups_external_refs":{"$ref":"#/components/schemas/NamesOrText"}},
      "additionalProperties":false},
     "NamesOrText":{
      "type":["array","string","null"],"items":{"type":"string","maxLength":65536},"maxItems":1000,"maxLength":65536,
      "description":"An array, or a string that holds one: \"['group-1', 'group-2']\""},
     "Upserted":{
      "type":"object","required":["persons"],
      "properties":{
       "persons":{
        "type":"array",
        "items":{
         "type":"object","required":["success","failure_reason"],
         "properties":{"identifier":{"type":"string"},"success":{"type":"boolean"},"failure_reason":{"type":"string"}},
         "description":"The record as it was given, and these"}}}},
     "PersonChanges":{
      "type":"object",
      "properties":{
       "personId":{"$ref":"#/components/schemas/Id"},"firstName":{"$ref":"#/components/schemas/Text"},
       "lastName":{"$ref":"#/components/schemas/Text"},"email":{"$ref":"#/components/schemas/Text"},
       "phoneNumber":{"$ref":"#/components/schemas/Text"},"profilePicture":{"$ref":"#/components/schemas/Text"},
       "address":{"$ref":"#/components/schemas/Text"},"city":{"$ref":"#/components/schemas/Text"},
       "state":{"$ref":"#/components/schemas/Text"},"externalRef":{"$ref":"#/components/schemas/Text"},
       "customFields":{"type":["object","null"]},"groupIds":{"$ref":"#/components/schemas/Names"},
       "groupExternalRefs":{"$ref":"#/components/schemas/Names"},"idempotencyKey":{"$ref":"#/components/schemas/Id"}},
      "additionalProperties":false,"description":"null is: not given; in an update: clear it"},
     "NewPerson":{
      "$ref":"#/components/schemas/PersonChanges","required":["firstName","lastName","email"],
      "properties":{"firstName":{"type":"string"},"lastName":{"type":"string"},"email":{"type":"string"}}},
     "PersonUpdate":{"$ref":"#/components/schemas/PersonChanges","required":["personId"]},
     "Created":{"type":"object","required":["personId"],"properties":{"personId":{"type":"string"}}},
     "Success":{"type":"object","required":["success"],"properties":{"success":{"const":true}}},
     "Person":{
      "type":"object","required":["personId"],
      "properties":{
       "personId":{"type":"string"},"firstName":{"type":"string"},"lastName":{"type":"string"},"email":{"type":"string"},
       "phoneNumber":{"type":"string"},"profilePicture":{"type":"string"},"address":{"type":"string"},
       "city":{"type":"string"},"state":{"type":"string"},"customFields":{"type":"object"}},
      "examples":[
       {
        "personId":"52907745-7672-470e-a","firstName":"John","lastName":"Doe","email":"john@example.org",
        "profilePicture":"https://assets.gatsby.events/avatars/johndoe.jpg","address":"123 Main St",
        "city":"San Francisco","state":"CA","customFields":{"title":"Software Engineer","company":"Acme Inc"}},
       {
        "personId":"a9b2c3d4-5e6f-7g8h-9i0j","firstName":"John","lastName":"Smith","email":"smith@example.org",
        "profilePicture":"https://assets.gatsby.events/avatars/johnsmith.jpg","address":"456 Oak Ave",
        "city":"Los Angeles","state":"CA","customFields":{"title":"Product Manager","company":"Tech Corp"}}]},
     "FullPerson":{
      "$ref":"#/components/schemas/Person","required":["createdAt","updatedAt"],
      "properties":{
       "externalRef":{"type":"string"},"groupIds":{"$ref":"#/components/schemas/Strings"},
       "groupExternalRefs":{"$ref":"#/components/schemas/Strings"},"createdAt":{"type":"string","format":"date-time"},
       "updatedAt":{"type":"string","format":"date-time"}}},
     "History":{
      "type":"object","required":["eventHistory"],
      "properties":{
       "eventHistory":{
        "type":"array",
        "items":{
         "$ref":"#/components/schemas/Event",
         "properties":{
          "rsvpStatus":{"type":"string"},
          "rsvpStatusHistory":{
           "type":"array",
           "items":{
            "type":"object","required":["status","createdAt"],
            "properties":{
             "status":{"type":"string"},"actorId":{"type":"string"},"actorType":{"type":"string"},
             "createdAt":{"type":"string","format":"date-time"}}}},
          "attendance":{"type":"string"}}},
        "examples":[
         [
          {
           "eventId":"e8dj2ns9-34kd-9j3b","name":"Annual Conference 2023","slug":"annual-conference-2023",
           "date":"2023-11-15T09:00:00Z","rsvpStatus":"Accepted",
           "rsvpStatusHistory":[
            {"status":"Invited","actorId":"admin-user-1","actorType":"user","createdAt":"2023-10-01T14:30:00Z"},
            {
             "status":"Accepted","actorId":"52907745-7672-470e-a","actorType":"eventPerson",
             "createdAt":"2023-10-05T10:15:00Z"}],
           "attendance":"Attended"}]]}}},
     "PersonWithHistory":{"allOf":[{"$ref":"#/components/schemas/Person"},{"$ref":"#/components/schemas/History"}]},
     "FullPersonWithHistory":{
      "allOf":[{"$ref":"#/components/schemas/FullPerson"},{"$ref":"#/components/schemas/History"}]},
     "PersonPage":{
      "type":"object","required":["persons"],
      "properties":{"persons":{"type":"array","items":{"$ref":"#/components/schemas/Person"}}}},
     "FullPage":{
      "type":"object","required":["persons"],
      "properties":{"persons":{"type":"array","items":{"$ref":"#/components/schemas/FullPerson"}}}},
     "SearchCounts":{
      "type":"object","required":["total","limit","skip"],
      "properties":{
       "total":{"type":"integer"},"limit":{"type":"integer"},"skip":{"type":"integer"},
       "matched":{"enum":["fuzzy","loose"]},
       "persons":{
        "type":"array",
        "items":{
         "type":"object",
         "properties":{
          "highlight":{
           "type":"array",
           "items":{
            "type":"object",
            "properties":{
             "field":{"type":"string"},"start":{"type":"integer"},"length":{"type":"integer"},
             "grade":{"enum":["exact","prefix","suffix","variant","typo"]}}}}}}}}},
     "SearchPage":{"allOf":[{"$ref":"#/components/schemas/PersonPage"},{"$ref":"#/components/schemas/SearchCounts"}]},
     "FullSearchPage":{"allOf":[{"$ref":"#/components/schemas/FullPage"},{"$ref":"#/components/schemas/SearchCounts"}]},
     "GroupChanges":{
      "type":"object",
      "properties":{
       "group_id":{"$ref":"#/components/schemas/Id"},"external_ref":{"$ref":"#/components/schemas/Id"},
       "name":{"$ref":"#/components/schemas/Text"},"idempotencyKey":{"$ref":"#/components/schemas/Id"}},
      "additionalProperties":false},
     "Group":{
      "type":"object","required":["group_id","external_ref","name"],
      "properties":{
       "group_id":{"type":"string"},"external_ref":{"type":["string","null"]},"name":{"type":["string","null"]}}},
     "Groups":{
      "type":"object","required":["groups"],
      "properties":{"groups":{"type":"array","items":{"$ref":"#/components/schemas/Group"}}}},
     "EventChanges":{
      "type":"object",
      "properties":{
       "eventId":{"$ref":"#/components/schemas/Id"},"name":{"$ref":"#/components/schemas/Text"},
       "slug":{"$ref":"#/components/schemas/Id"},"date":{"$ref":"#/components/schemas/Time"},
       "idempotencyKey":{"$ref":"#/components/schemas/Id"}},
      "additionalProperties":false,"description":"name is required for a new event"},
     "Event":{
      "type":"object","required":["eventId","name"],
      "properties":{
       "eventId":{"type":"string"},"name":{"type":"string"},"slug":{"type":"string"},
       "date":{"type":"string","format":"date-time"}}},
     "Events":{
      "type":"object","required":["events"],
      "properties":{"events":{"type":"array","items":{"$ref":"#/components/schemas/Event"}}}},
     "Rsvp":{
      "type":"object","required":["eventId","personId"],
      "properties":{
       "eventId":{"type":"string","maxLength":65536},"personId":{"type":"string","maxLength":65536},
       "status":{"$ref":"#/components/schemas/Short"},"attendance":{"$ref":"#/components/schemas/Short"},
       "actorId":{"$ref":"#/components/schemas/Id"},"actorType":{"$ref":"#/components/schemas/Short"},
       "createdAt":{"$ref":"#/components/schemas/Time"},"idempotencyKey":{"$ref":"#/components/schemas/Id"}},
      "additionalProperties":false,"anyOf":[{"required":["status"]},{"required":["attendance"]}]},
     "Changes":{
      "type":"object","required":["changes","revision","more"],
      "properties":{
       "changes":{
        "type":"array",
        "items":{
         "type":"object","required":["revision","change","at"],
         "properties":{
          "revision":{"type":"integer"},"personId":{"type":"string"},
          "change":{"enum":["created","updated","deleted","erased"]},"at":{"type":"string","format":"date-time"}}}},
       "revision":{"type":"integer"},"more":{"type":"boolean"}}},
     "Stats":{
      "type":"object","required":["persons","groups","events","organization"],
      "properties":{
       "persons":{"type":"integer"},"groups":{"type":"integer"},"events":{"type":"integer"},
       "organization":{"type":"string"}}},
     "Failure":{
      "type":"object","required":["type","message"],
      "properties":{
       "type":{"type":"string"},"message":{"type":"string"},"field":{"type":"string"},"offset":{"type":"integer"}}},
     "Error":{"type":"object","required":["error"],"properties":{"error":{"$ref":"#/components/schemas/Failure"}}},
     "ErrorG":{
      "type":"object","required":["message","error"],
      "properties":{"message":{"type":"string"},"error":{"$ref":"#/components/schemas/Failure"}}}}}}
  """#
